import { answer } from '@/app/_http/answer'
import { readSearchEntries } from '@/app/search/entries'

export const dynamic = 'force-dynamic'

/** Everything the command palette can go to; it is small and is searched in the browser. */
export function GET(request: Request): Promise<Response> {
  return answer(request, async () =>
    Response.json(await readSearchEntries(), { headers: { 'Cache-Control': 'public, max-age=300' } }),
  )
}
