import { getPendingMigrations } from '@/app/_data/health'

export const dynamic = 'force-dynamic'

/** Ready when the database answers and holds every migration of this release; else 503 with the reason. */
export async function GET(): Promise<Response> {
  const reason = await findReason()
  const text = reason === null ? 'ready\n' : `not ready: ${reason}\n`
  return new Response(text, {
    status: reason === null ? 200 : 503,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

async function findReason(): Promise<string | null> {
  try {
    const pending = await getPendingMigrations()
    return pending.length === 0 ? null : `migrations not applied: ${pending.join(', ')}`
  } catch {
    // The message of a driver may hold an address; which one it is stands in the log of the server.
    return 'the database does not answer'
  }
}
