import type { State } from '@/lib/core/observation'
import type { StatusData, StatusSource } from '@/lib/queries/dto/status'
import { formatCount } from '@/lib/render/format'
import { formatAge } from '@/lib/render/time'
import { stateWords } from '@/lib/render/words'

const ORDER: readonly State[] = ['live', 'unchanged', 'late', 'failing', 'withdrawn', 'none']
const MINUTE_S = 60

/** How often a source is asked: `30 s`, `5 min`, `24 h`. */
export function formatCadence(seconds: number): string {
  return seconds < MINUTE_S ? `${seconds} s` : formatAge(seconds * 1000)
}

/** `12 live, 3 failing, 1 not collected`: the states that occur, in a fixed order. */
export function describeStates(states: StatusData['states']): string {
  return ORDER.filter((state) => states[state] > 0)
    .map((state) => `${states[state]} ${stateWords[state].word}`)
    .join(', ')
}

/** Age of the last good check in cadences: `1.3`; null when there was none. */
export function lagInCadences({ lagS, cadenceS }: Pick<StatusSource, 'lagS' | 'cadenceS'>): string | null {
  return lagS === null ? null : (lagS / cadenceS).toFixed(1)
}

const NETWORK_ERRORS: readonly (string | null)[] = ['network', 'timeout']

/** One sentence on collection as a whole. */
export function statusSummary(sources: readonly StatusSource[]): string {
  const tried = sources.filter(({ lastAttemptAt }) => lastAttemptAt !== null)
  if (sources.length === 0) return 'No source is declared.'
  if (tried.length === 0) return 'No source has been asked yet.'
  const isUnreached = (source: StatusSource) =>
    source.consecutiveFailures > 0 && NETWORK_ERRORS.includes(source.errorKind)
  if (tried.every(isUnreached)) {
    return 'No exchange could be reached at the last attempt. The network this site runs in may be closed; the published record does not need it.'
  }
  const wrong = sources.filter(({ state }) => state === 'failing' || state === 'late' || state === 'withdrawn').length
  const failed = tried.filter(({ consecutiveFailures }) => consecutiveFailures > 0).length
  if (wrong === 0 && failed > 0)
    return `${formatCount(failed, 'source')} of ${tried.length} asked failed at the last attempt; none is late yet.`
  if (wrong === 0) return 'Every source that was asked answers on time.'
  return `${formatCount(wrong, 'source')} of ${sources.length} ${wrong === 1 ? 'is' : 'are'} late, failing or withdrawn; the venues of the others are not affected.`
}
