import { answerOptions, respondProblem } from '@/app/_http/respond'
import { problem } from '@/lib/export/problem'

export const dynamic = 'force-dynamic'

function notFound(request: Request): Response {
  const { pathname } = new URL(request.url)
  return respondProblem(problem(404, `nothing is at ${pathname.slice(0, 200)}; /data lists what there is`))
}

export const GET = notFound
export const POST = notFound
export const PUT = notFound
export const PATCH = notFound
export const DELETE = notFound
export const OPTIONS = answerOptions(['GET', 'HEAD'])
