import type { AdlSilent, AdlVenue } from '@/lib/queries/dto/adl'
import { formatCount } from '@/lib/render/format'
import { adlLevelWord } from '@/lib/render/words'

/** `1 near, 3 elevated, 96 none; 2 without a level`: the signals of a venue by level, the highest first. */
export function describeCounts({ counts, signal, rows }: AdlVenue): string {
  const levels = counts.levels
    .flatMap((count, level) => (count === 0 ? [] : [`${count} ${adlLevelWord(level)}`]))
    .reverse()
  const rest = [
    counts.ungraded === 0 ? null : `${counts.ungraded} without a level`,
    counts.stale === 0 ? null : `${counts.stale} too old to say now`,
  ].filter((text) => text !== null)
  const parts = [levels.join(', '), ...rest].filter((text) => text !== '')
  return `${formatCount(rows.length, 'signal')} ${signal}${parts.length > 0 ? `: ${parts.join('; ')}` : ''}.`
}

/** What all public signals say now, in plain sentences; never summed over venues into one figure. */
export function adlVerdict(venues: readonly AdlVenue[], silent: readonly AdlSilent[]): string {
  const publishing = `${formatCount(venues.length, 'venue publishes', 'venues publish')} a signal, ${formatCount(silent.length, 'does not', 'do not')}.`
  const raised = venues.filter(({ level }) => level !== null && level > 0)
  const graded = venues.filter(({ level }) => level !== null)
  if (graded.length === 0) return `${publishing} None of them can be read as a level now.`
  if (raised.length === 0) return `${publishing} No signal that can be graded is above none now.`
  const each = raised.map(({ name, level, counts }) => {
    const highest = level ?? 0
    return `${name}: ${adlLevelWord(highest)} in ${formatCount(counts.levels[highest] ?? 0, 'market')}`
  })
  return `${publishing} Above none now: ${each.join('; ')}.`
}
