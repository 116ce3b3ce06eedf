import { respondFeed } from '@/app/_http/feed'
import { answerOptions, refuseMethod } from '@/app/_http/respond'

export const dynamic = 'force-dynamic'

/** What happened at any venue, as JSON Feed. */
export function GET(request: Request): Promise<Response> {
  return respondFeed(request, null, 'json')
}

export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
