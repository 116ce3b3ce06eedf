import { respondFeed } from '@/app/_http/feed'
import { answerOptions, refuseMethod } from '@/app/_http/respond'

export const dynamic = 'force-dynamic'

/** What happened at one venue, as Atom. */
export async function GET(
  request: Request,
  context: { readonly params: Promise<{ readonly venue: string }> },
): Promise<Response> {
  return respondFeed(request, (await context.params).venue, 'xml')
}

export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
