import { asReadError, DatabaseUnavailableError } from '@/app/_data/read'
import { respondProblem } from '@/app/_http/respond'
import { BadRequestError, NotFoundError } from '@/lib/errors'
import { problem } from '@/lib/export/problem'
import { createLogger } from '@/lib/log'

const log = createLogger({ part: 'api' })
const RETRY_AFTER_S = 10

/** Runs a handler; every error becomes a problem: 400, 404, 503 when the store is down, 500 for a defect of ours. */
export async function answer(request: Request, handler: () => Promise<Response>): Promise<Response> {
  try {
    return await handler()
  } catch (caught) {
    const error = asReadError(caught)
    if (error instanceof BadRequestError) {
      return respondProblem(problem(400, 'the request has parameters that cannot be used', error.errors))
    }
    if (error instanceof NotFoundError) return respondProblem(problem(404, error.message))
    if (error instanceof DatabaseUnavailableError) {
      log.warn('the database does not answer', { url: pathOf(request), error })
      return respondProblem(problem(503, 'the data store does not answer; try again shortly'), {
        'Retry-After': String(RETRY_AFTER_S),
      })
    }
    log.error('a request failed', { url: pathOf(request), error })
    return respondProblem(problem(500, 'an error of ours; it is logged'))
  }
}

/** Refuses one request for now. */
export function respondBusy(detail: string): Response {
  return respondProblem(problem(503, detail), { 'Retry-After': String(RETRY_AFTER_S) })
}

function pathOf(request: Request): string {
  const { pathname, search } = new URL(request.url)
  return `${pathname}${search}`.slice(0, 500)
}
