import { z } from 'zod'
import { metaSchema } from '@/lib/queries/contract/common'
import { type Answer, ratioOrNull } from '@/lib/queries/contract/scalars'

const amount = (description: string) => z.number().describe(`${description}, in the margin currency.`)

/** The parameters of `GET /api/v1/stress`. */
export const stressParametersSchema = z.strictObject({
  input: z
    .string({ error: 'missing; accepted: the stress input as JSON, URL-encoded' })
    .meta({ description: 'The body of POST as JSON, URL-encoded.' }),
})

/** Who carries the loss of an instant move. */
export const stressAnswerSchema = z.object({
  all_in_move: z.number().describe('Gap and slippage together, a ratio.'),
  unit_loss: z.number().describe('Loss per unit of open interest.'),
  bankrupt_share: z.number().describe('Share of open interest that ends beyond bankruptcy.'),
  bankrupt_notional: amount('The same as notional'),
  shortfall: amount('Bankruptcy loss beyond the margin'),
  fund_draw: amount('What the fund pays'),
  fund_after: amount('What is left in the fund'),
  residual_to_adl: amount('What is left for ADL'),
  stress_coverage: ratioOrNull('Usable fund over shortfall; null without a shortfall.'),
  exhaustion: z
    .object({
      unit_loss: z.number().describe('Loss per unit at which the fund is used up.'),
      all_in_move: z.number().describe('The whole move at that point.'),
      gap: z.number().describe('The gap; below 0: slippage alone does it.'),
    })
    .nullable()
    .describe('Null: no open interest, or no move of this side can use up the fund.'),
  meta: metaSchema,
})

export type StressAnswer = Answer<z.output<typeof stressAnswerSchema>>
