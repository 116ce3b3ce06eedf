import { plainWord } from '@/lib/render/words'

/** What the amount of an event is, to follow "the amount is". Most of them are not a loss of the fund. */
const AMOUNT_MEANINGS: Readonly<Record<string, string>> = {
  fund_fall: 'the fall of the fund’s balance over the event',
  fund_outflow: 'what the fund is said to have paid out',
  fund_balance_used_up: 'the balance of the fund, all of which was used',
  shortfall: 'the loss left after margin and liquidation, before anyone paid for it',
  loss_socialised: 'the loss shared among winning traders',
  vault_loss: 'the loss of the backstop vault',
  vault_peak_unrealised_loss: 'the largest unrealised loss of the backstop vault; not what it lost in the end',
  vault_compensation: 'what was paid to users out of the backstop vault',
  company_compensation: 'what the company paid to users',
  compensation_proposed: 'a payment that was proposed; not known to be paid',
  client_claim: 'what the venue said one client owed it; not a loss of a fund',
  user_loss: 'what users lost; not a payment by the fund',
  user_loss_not_fund: 'what users lost; the fund was not drawn',
  adl_notional: 'the face value of the positions closed by ADL; not a loss',
}

/** What the amount of an event is, in words; null for an event without an amount. */
export function amountMeaningWords(meaning: string | null): string | null {
  return meaning === null ? null : (AMOUNT_MEANINGS[meaning] ?? plainWord(meaning))
}

export const confidenceWords: Readonly<Record<string, string>> = {
  high: 'high: said by the venue, a court or the protocol, or by several reports that agree',
  medium: 'medium: news, or a copy of the original',
  low: 'low: second hand, or the unit is inferred',
}

/** One layer of the order in which losses are borne, and the stages of the record that belong to it. */
interface Rung {
  readonly layer: string
  readonly stages: readonly string[]
}

const RUNGS: readonly Rung[] = [
  { layer: 'Insurance fund', stages: ['fund_used', 'fund_depleted', 'fund_use_proposed', 'fund_untouched'] },
  { layer: 'Backstop vault', stages: ['backstop_vault', 'backstop_vault_loss'] },
  { layer: 'Auto-deleveraging', stages: ['adl'] },
  { layer: 'Socialised loss', stages: ['socialised_loss'] },
  {
    layer: 'Money of the company or its treasury',
    stages: ['company_recapitalisation', 'company_compensation', 'treasury_recapitalisation', 'affiliate_absorbed'],
  },
  { layer: 'Outside the order', stages: ['intervention', 'halt', 'rollback', 'concealed'] },
]

const STAGE_WORDS: Readonly<Record<string, string>> = {
  fund_used: 'fund used',
  fund_depleted: 'fund used up',
  fund_untouched: 'fund not drawn',
  fund_use_proposed: 'use of the fund proposed',
  backstop_vault: 'vault took over positions',
  backstop_vault_loss: 'vault lost money',
  adl: 'ADL',
  socialised_loss: 'loss shared among winners',
  company_recapitalisation: 'company refilled the fund',
  company_compensation: 'company paid users',
  treasury_recapitalisation: 'treasury paid',
  affiliate_absorbed: 'an affiliate took the loss',
  intervention: 'venue intervened',
  halt: 'trading halted',
  rollback: 'trades rolled back',
  concealed: 'loss concealed',
}

/** A stage of the record as a reader sees it. */
export function stageWord(stage: string): string {
  return STAGE_WORDS[stage] ?? plainWord(stage)
}

export interface EventRung {
  readonly layer: string
  /** The stages on record, in words; empty where the record says nothing of this layer. */
  readonly reached: readonly string[]
}

/**
 * The layers of the loss waterfall in their usual order, each with what the record says of it. A stage the list does
 * not know goes to the last layer, so that none is lost.
 */
export function eventRungs(stages: readonly string[]): readonly EventRung[] {
  const known = new Set(RUNGS.flatMap((rung) => rung.stages))
  const unknown = stages.filter((stage) => !known.has(stage))
  return RUNGS.map((rung, index) => ({
    layer: rung.layer,
    reached: [
      ...rung.stages.filter((stage) => stages.includes(stage)),
      ...(index === RUNGS.length - 1 ? unknown : []),
    ].map(stageWord),
  }))
}

/** The stages of an event as words, in the order of the waterfall. */
export function stagesInOrder(stages: readonly string[]): readonly string[] {
  return eventRungs(stages).flatMap((rung) => rung.reached)
}
