import type { ClientBase } from 'pg'
import type { Capture, RefusedCapture } from '@/lib/collect/fetch-request'
import { type LedgerChange, type LedgerRun, storeChanges } from '@/lib/collect/ledger/store-changes'
import type { UpstreamError } from '@/lib/errors'

interface Problem {
  readonly capture: Capture
  readonly message: string
}

/**
 * Keeps, with its evidence, that an endpoint's answers no longer fit the documented form: bytes its schema refused, or
 * a reading in which nothing could be read. Told once while the same problem lasts; an endpoint never read before has
 * no form to have changed.
 */
export async function storeFormatProblems(
  client: ClientBase,
  run: LedgerRun,
  answers: {
    readonly captures: readonly Capture[]
    readonly refused: readonly RefusedCapture[]
    readonly failure: UpstreamError | null
  },
): Promise<void> {
  for (const [endpoint, problem] of problemsOf(answers)) {
    const known = await client.query<{ last_sha256: string }>(
      `UPDATE disclosure_shape SET format_problem = $4
       WHERE venue = $1 AND source = $2 AND endpoint = $3 AND format_problem IS DISTINCT FROM $4
       RETURNING last_sha256`,
      [run.module.id, run.source.id, endpoint, problem.message],
    )
    const [last] = known.rows
    if (last) await storeChanges(client, run, [toLedger(run, endpoint, problem, last.last_sha256)])
  }
}

function problemsOf({
  captures,
  refused,
  failure,
}: Parameters<typeof storeFormatProblems>[2]): ReadonlyMap<string, Problem> {
  const problems = new Map<string, Problem>()
  for (const capture of refused) {
    if (capture.error.kind !== 'schema' || problems.has(capture.request.endpoint)) continue
    problems.set(capture.request.endpoint, { capture, message: capture.error.message })
  }
  const [first] = captures
  if (problems.size === 0 && failure?.context.formatChanged === true && first) {
    problems.set(first.request.endpoint, { capture: first, message: failure.message })
  }
  return problems
}

function toLedger(run: LedgerRun, endpoint: string, { capture, message }: Problem, last: string): LedgerChange {
  const detail = message.replace(/^format changed: /, '').replaceAll('\u0000', '')
  return {
    kind: 'format_changed',
    endpoint,
    path: null,
    before: 'as documented',
    after: detail,
    funds: [],
    markets: [],
    text: `the answer no longer fits the documented form (${detail})`,
    at: run.at,
    beforeSha256: last,
    sha256: capture.sha256,
  }
}
