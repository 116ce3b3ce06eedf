import { answer } from '@/app/_http/answer'
import { readBodyText } from '@/app/_http/body'
import { answerOptions, refuseMethod, respondJson, respondProblem } from '@/app/_http/respond'
import { readStressInput, stress, stressInputSchema } from '@/lib/core/metrics/stress'
import { BadRequestError } from '@/lib/errors'
import { problem } from '@/lib/export/problem'
import { toSnake } from '@/lib/export/snake'
import { type StressAnswer, stressParametersSchema } from '@/lib/queries/contract/stress'
import { noParametersSchema, readParameters } from '@/lib/queries/parameters'

export const dynamic = 'force-dynamic'

const MOST_BYTES = 64 * 1024

/** Who carries the loss of an instant move; the input is the same JSON as of POST, URL-encoded. */
export function GET(request: Request): Promise<Response> {
  return answer(request, async () => {
    const { input } = readParameters(stressParametersSchema, new URL(request.url).searchParams)
    return respondStress(request, input, 'input')
  })
}

/** Who carries the loss of an instant move. */
export function POST(request: Request): Promise<Response> {
  return answer(request, async () => {
    readParameters(noParametersSchema, new URL(request.url).searchParams)
    const text = await readBodyText(request, MOST_BYTES)
    if (text !== null) return respondStress(request, text, '')
    return respondProblem(problem(413, `the body is larger than ${MOST_BYTES} bytes; accepted: at most that`))
  })
}

export const OPTIONS = answerOptions(['GET', 'HEAD', 'POST'])
const refuse = refuseMethod(['GET', 'HEAD', 'POST'])

export { refuse as DELETE, refuse as PATCH, refuse as PUT }

function respondStress(request: Request, text: string, path: string): Response {
  const parsed = stressInputSchema.safeParse(readJson(text, path))
  if (!parsed.success) {
    throw new BadRequestError(
      parsed.error.issues.flatMap((issue) => {
        const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [null]
        return unknown.map((key) => ({
          path: [...issue.path, ...(key === null ? [] : [key])].join('.'),
          message: issue.message,
        }))
      }),
    )
  }
  const meta = { generatedAt: new Date().toISOString(), dataAsOf: null, asOf: null }
  const body: StressAnswer = toSnake({ ...stress(readStressInput(parsed.data)), meta })
  return respondJson(request, body)
}

function readJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BadRequestError([{ path, message: 'given text that is not JSON; accepted: a JSON object' }])
  }
}
