import { getOverview } from '@/app/_data/overview'
import { answer } from '@/app/_http/answer'
import { env } from '@/lib/env'
import { seriesDefinitions } from '@/lib/export/series'
import { tableDefinitions } from '@/lib/export/tables'
import { llmsText } from '@/lib/render/llms-text'

export const dynamic = 'force-dynamic'

/** What the site is and where its data is, as plain Markdown for programs that read. */
export function GET(request: Request): Promise<Response> {
  return answer(request, async () => {
    const { rows, totals, meta } = await getOverview()
    const files = [...Object.values(seriesDefinitions), ...Object.values(tableDefinitions)]
    const text = llmsText({ rows, totals, meta, files, publicUrl: env().publicUrl, simulated: env().simulated })
    return new Response(text, {
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=300' },
    })
  })
}
