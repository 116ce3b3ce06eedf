import { groupBy } from '@/lib/core/collections'
import { type Decimal, ZERO } from '@/lib/core/decimal'
import type { AdlObservation, FundBalanceObservation, FundDescription } from '@/lib/core/observation'
import { fromMinorUnits, valueBalance } from '@/lib/core/valuation'
import { readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseResult, type Received, type ReceivedBody } from '@/lib/venues/_contract/module'
import { readNonNegative } from '@/lib/venues/_contract/numeric'
import { slugOf } from '@/lib/venues/_contract/pool-names'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { perpetualsOf, readPerpetual } from '@/lib/venues/dydx-v4/perpetuals'
import {
  type BalancesBody,
  crossBlockedEndpoint,
  isolatedBalanceEndpoint,
  isolatedBlockedEndpoint,
  perpetualsEndpoint,
  sharedBalanceEndpoint,
} from '@/lib/venues/dydx-v4/schemas'

export const FUND_CADENCE_MS = 300_000
/** USDC as it arrives on the chain. Anyone can send other coins to a fund's address; they are not part of it. */
const USDC_DENOM = 'ibc/8E27BA2D5493AF5636760E354E46004562C46AB7EC0CC4C1CA14E9E20E2545B5'
const USDC_DECIMALS = 6
const ADL_SIGNAL = 'negative_tnc_subaccount_seen_at_block'

const SHARED_FUND: FundDescription = {
  key: 'usdc',
  label: 'Cross-margin insurance fund',
  fundType: 'insurance',
  scope: 'group',
  shared: false,
  cover: { kind: 'segment', segment: 'cross' },
  partOf: null,
}

const isolatedFund = (ticker: string): FundDescription => ({
  key: slugOf(`usdc-${ticker}`),
  label: `${ticker} insurance fund`,
  fundType: 'insurance',
  scope: 'market',
  shared: false,
  cover: { kind: 'markets', markets: [ticker] },
  partOf: null,
})

/** The shared fund and one fund per isolated market, from their bank balances. */
export function normaliseFund(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const listed = readPerpetuals(reader, received)
  readBalances(reader, bodiesOf(received, sharedBalanceEndpoint), () => SHARED_FUND, listed)
  readBalances(reader, bodiesOf(received, isolatedBalanceEndpoint), isolatedFund, listed)
  return reader.result()
}

/** Reports what cannot be read in the list of perpetuals. False when an answered list names none at all. */
function readPerpetuals(reader: RowReader, received: readonly Received[]): boolean {
  const pages = bodiesOf(received, perpetualsEndpoint)
  for (const { body, payload } of pages) {
    for (const raw of body.perpetual) {
      const read = readPerpetual(raw)
      if (!read.ok) reader.reject(payload, raw, read)
    }
  }
  const [first] = pages
  if (!first || perpetualsOf(received).length > 0) return true
  reader.reject(first.payload, first.body, {
    ok: false,
    reason: 'missing_field',
    detail: 'the list of perpetuals names no market',
  })
  return false
}

function readBalances(
  reader: RowReader,
  answers: readonly ReceivedBody<BalancesBody>[],
  describeFund: (subject: string) => FundDescription,
  listed: boolean,
): void {
  for (const [subject, pages] of groupBy(answers, (answer) => answer.request.subject ?? '')) {
    const last = pages.at(-1)
    if (!last) continue
    reader.row(last.payload, last.body, (): FundBalanceObservation => {
      const { amount, payload } = usdcOf(pages, listed)
      return {
        kind: 'fund_balance',
        fund: describeFund(subject),
        asset: 'USDC',
        ...valueBalance('USDC', fromMinorUnits(amount, USDC_DECIMALS)),
        observedAt: null,
        expectedEveryMs: FUND_CADENCE_MS,
        payload,
      }
    })
  }
}

/**
 * The USDC row. A complete list without one is a balance of zero; an incomplete one is not, nor is that of a node which
 * lists no perpetuals either.
 */
function usdcOf(pages: readonly ReceivedBody<BalancesBody>[], listed: boolean): { amount: Decimal; payload: number } {
  for (const { body, payload } of pages) {
    for (const raw of body.balances) {
      const row = need(readRow(raw))
      if (need(readText('denom', row.denom)) === USDC_DENOM) {
        return { amount: need(readNonNegative('amount', row.amount)), payload }
      }
    }
  }
  const last = pages.at(-1)
  if (!last || last.body.pagination.next_key) return refuse('missing_field', 'the last page of balances is missing')
  if (!listed) {
    return refuse('inconsistent', 'no USDC at the address, and the list of perpetuals is empty: not taken as zero')
  }
  return { amount: ZERO, payload: last.payload }
}

/** The block at which an account below zero was last seen, per collateral pool: raw, because a block has no grade. */
export function normaliseAdl(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  readPerpetuals(reader, received)
  for (const endpoint of [crossBlockedEndpoint, isolatedBlockedEndpoint]) {
    const cross = endpoint.id === crossBlockedEndpoint.id
    for (const { body, payload, request } of bodiesOf(received, endpoint)) {
      reader.row(payload, body, (): AdlObservation => {
        need(readNonNegative(ADL_SIGNAL, body[ADL_SIGNAL]))
        return {
          kind: 'adl',
          scope: cross ? 'fund' : 'market',
          subject: cross ? SHARED_FUND.key : need(readText('subject', request.subject)),
          signal: ADL_SIGNAL,
          value: String(body[ADL_SIGNAL]),
          level: null,
          proximity: null,
          trigger: null,
          observedAt: null,
          payload,
        }
      })
    }
  }
  return reader.result()
}
