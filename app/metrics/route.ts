import { getMetrics } from '@/app/_data/health'
import { asReadError, DatabaseUnavailableError } from '@/app/_data/read'
import { type Metric, prometheusText } from '@/lib/export/prometheus'
import { databaseUp } from '@/lib/queries/metrics'

export const dynamic = 'force-dynamic'

/** How collection goes, in the Prometheus text format; when the store is down that is what it says. */
export async function GET(): Promise<Response> {
  return new Response(prometheusText(await findMetrics()), {
    headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

async function findMetrics(): Promise<readonly Metric[]> {
  try {
    return await getMetrics()
  } catch (caught) {
    const error = asReadError(caught)
    if (error instanceof DatabaseUnavailableError) return [databaseUp(false)]
    throw error
  }
}
