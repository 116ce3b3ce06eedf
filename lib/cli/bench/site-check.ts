const SLOWEST_MS = 15_000

/** Paths that every reader must get, whatever the venues do; the venue is another one at every call. */
const pathsFor = (venue: string): readonly string[] => [
  '/',
  '/status',
  '/readyz',
  '/api/v1/venues',
  `/venues/${venue}`,
  `/api/v1/venues/${venue}`,
  `/api/v1/fund-balances.csv?venue=${venue}`,
]

/** Asks a running site for a page of every kind; says what did not answer with 200, and how long the slowest took. */
export function createSiteCheck(url: string, venues: readonly string[]) {
  let calls = 0
  const check = { requests: 0, slowestMs: 0, run }
  async function run(): Promise<readonly string[]> {
    const venue = venues[calls % venues.length] ?? ''
    calls += 1
    const problems: string[] = []
    for (const path of pathsFor(venue)) {
      const started = performance.now()
      const problem = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(SLOWEST_MS) }).then(
        async (answer) => {
          await answer.arrayBuffer()
          return answer.status === 200 ? null : `answered ${answer.status}`
        },
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      )
      check.requests += 1
      check.slowestMs = Math.max(check.slowestMs, performance.now() - started)
      if (problem !== null) problems.push(`${path}: ${problem}`)
    }
    return problems
  }
  return check
}
