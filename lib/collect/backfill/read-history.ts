import { type Capture, endpointOf, type FetchEffects, fetchRequest, type Traffic } from '@/lib/collect/fetch-request'
import { screenPast } from '@/lib/collect/screen'
import { UpstreamError } from '@/lib/errors'
import type { History, HistoryContext, NormaliseResult, PlannedRequest, Received } from '@/lib/venues/_contract/module'

/** Answers with their bytes: `captures[i]` holds those of `received[i]`. */
export interface Answers {
  readonly received: readonly Received[]
  readonly captures: readonly Capture[]
}

interface Asking {
  readonly effects: FetchEffects
  readonly signal: AbortSignal
  readonly traffic: Traffic
}

/** The answers that name the lanes, in the order of the plan; those whose endpoint tolerates a failure may be missing. */
export async function discoverLanes(history: History, context: HistoryContext, asking: Asking): Promise<Answers> {
  const planned = history.discover?.(context) ?? []
  const answers = await Promise.all(planned.map((request) => fetchTolerated(history, request, asking)))
  const found = answers.filter((answer) => answer !== null)
  return { received: found.map((answer) => answer.received), captures: found.map((answer) => answer.capture) }
}

async function fetchTolerated(history: History, request: PlannedRequest, asking: Asking) {
  try {
    return await fetchRequest(history, request, asking)
  } catch (error) {
    const tolerated = error instanceof UpstreamError && endpointOf(history, request).tolerateFailure
    if (tolerated && !asking.signal.aborted) return null
    throw error
  }
}

/** Asks a history something of a venue module's own code; a defect there is a failure of this lane, not of us. */
export function askModule<T>(ask: () => T): T {
  try {
    return ask()
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    throw new UpstreamError('schema', `format changed: the parser stopped (${said})`, { cause: error })
  }
}

/**
 * What a page of a lane says, screened. What is refused of the answers to `discover` is left out: it is the same for
 * every page. Throws UpstreamError when the parser stops or refuses every row.
 */
export function readPage(
  history: History,
  lane: string,
  discovered: readonly Received[],
  page: Received,
): NormaliseResult {
  const { checkedAt } = page
  const received = [...discovered, page]
  const result = screenPast(
    askModule(() => history.normalise(received, { checkedAt, lane })),
    checkedAt,
  )
  const rejected = result.rejected.filter((row) => row.payload === null || row.payload >= discovered.length)
  const [first] = rejected
  if (first && result.observations.length === 0) {
    throw new UpstreamError('schema', `format changed: every row was refused (${first.detail})`)
  }
  return { observations: result.observations, rejected }
}
