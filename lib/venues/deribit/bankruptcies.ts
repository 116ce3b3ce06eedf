import { type Decimal, plain } from '@/lib/core/decimal'
import type { LiquidationObservation } from '@/lib/core/observation'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import {
  bodiesOf,
  type History,
  type NormaliseContext,
  type NormaliseResult,
  type Received,
} from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { bankruptcies, MAJOR, rpcError } from '@/lib/venues/deribit/requests'
import { bankruptciesEndpoint, bankruptcyPagesEndpoint } from '@/lib/venues/deribit/schemas'

/** Currencies whose amounts are coins of the currency itself; of the others the unit is not documented. */
const IN_COINS = new Set(['BTC', 'ETH'])

/** What Deribit lists as bankruptcies of a settlement session. */
export function normaliseBankruptcies(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  const answers = [...bodiesOf(received, bankruptciesEndpoint), ...bodiesOf(received, bankruptcyPagesEndpoint)]
  for (const { body, payload, request } of answers) {
    for (const raw of body.result.settlements) {
      reader.row(payload, raw, () => {
        const found = readBankruptcy(raw, need(readText('subject', request.subject)), checkedAt, payload)
        if (found) refuseSecond(seen, found.event)
        return found
      })
    }
  }
  return reader.result()
}

/** Null for an ordinary settlement or delivery. */
function readBankruptcy(
  raw: unknown,
  currency: string,
  checkedAt: Date,
  payload: number,
): LiquidationObservation | null {
  const row = need(readRow(raw))
  if (need(readText('type', row.type)) !== 'bankruptcy') return null
  const observedAt = need(readEpoch('timestamp', row.timestamp, 'ms', checkedAt))
  const market = need(given(readText('instrument_name', row.instrument_name)))
  const loss = need(readDecimal('session_bankruptcy', row.session_bankruptcy)).abs()
  const price = need(given(readPositive('index_price', row.index_price)))
  const socialised = need(given(readDecimal('socialized', row.socialized)))
  return {
    kind: 'liquidation',
    payload,
    event: `${currency} ${observedAt.getTime()} ${market ?? ''} ${plain(loss)}`,
    market,
    liquidation: 'bankruptcy',
    side: null,
    windowStart: null,
    baseUnits: null,
    price: null,
    valueUsd: null,
    lossUsd: IN_COINS.has(currency) && price ? loss.times(price) : null,
    observedAt,
    status: 'M',
    reason: explain(currency, loss, price, socialised),
  }
}

function explain(currency: string, loss: Decimal, price: Decimal | null, socialised: Decimal | null): string {
  const parts = ['Deribit gives what was lost, not the size of the position']
  if (!IN_COINS.has(currency)) parts.push(`whether the amount ${plain(loss)} is in ${currency} is not documented`)
  else if (price === null) parts.push(`lost ${plain(loss)} ${currency}, without a price of that time`)
  if (socialised !== null && !socialised.isZero()) parts.push(`${plain(socialised)} of it was shared among winners`)
  return parts.join('; ')
}

/** Bankruptcies as far back as Deribit lists them, newest first. A lane is a currency. */
export const bankruptcyHistory: History = {
  id: 'bankruptcy_history',
  kind: 'liquidations',
  docsUrl: bankruptcyPagesEndpoint.docsUrl,
  endpoints: [bankruptcyPagesEndpoint],
  reachMs: null,
  lanes: () => MAJOR,
  page: (lane, cursor) => bankruptcies(bankruptcyPagesEndpoint.id, lane, cursor),
  nextCursor: (_lane, received, cursor, { from, now }) => {
    const page = bodiesOf([received], bankruptcyPagesEndpoint)[0]?.body.result
    const next = page?.continuation ?? null
    if (!page || page.settlements.length === 0 || !next || next === 'none' || next === cursor) return null
    const older = page.settlements.some((raw) => {
      const row = readRow(raw)
      const at = row.ok ? readEpoch('timestamp', row.value.timestamp, 'ms', now) : row
      return at.ok && at.value < from
    })
    return older ? null : next
  },
  vendorError: rpcError,
  normalise: normaliseBankruptcies,
}
