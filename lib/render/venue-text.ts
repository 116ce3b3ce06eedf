import { dec } from '@/lib/core/decimal'
import type { FundDetail } from '@/lib/queries/dto/fund'
import type { AdlRow, MarketRow, VenuePage } from '@/lib/queries/dto/venue'
import { disclosureWord, fundTypeWords } from '@/lib/render/words'

/** What a reader might take the fund for, and what it is instead. Only what applies to the venue. */
export function confusions(page: Pick<VenuePage, 'funds' | 'latest'>): readonly string[] {
  const types = new Set(page.funds.map((fund) => fund.fundType))
  const layer = page.latest.fundType
  return [
    layer === 'vault'
      ? 'It is depositors’ money at work, not money set aside: depositors may withdraw, and they bear its losses.'
      : 'It is not your collateral and not the venue’s revenue. It pays for liquidations that end below bankruptcy, nothing else.',
    'It is not ADL and not a socialised loss: those come after it, when it cannot pay.',
    types.has('protection')
      ? 'The protection reserve is for hacks and other events. It does not pay for liquidations and is never added to a fund.'
      : null,
    'Large is not strong: what counts is the size against the open interest, leverage and liquidity of its own contracts.',
  ].filter((line) => line !== null)
}

/** Three limits that every venue page states. */
export function limits(page: Pick<VenuePage, 'disclosure'>): readonly [string, string, string] {
  const existence =
    page.disclosure === 'onchain'
      ? 'The balance is read on chain. Who may move it, and when, is another question: see T8 under Disclosure.'
      : 'These are the venue’s own figures. We show what it said and when; that does not prove the money exists.'
  return [
    existence,
    'Coverage is not a forecast. Losses depend on leverage and order books at the time, and neither is public.',
    'A fund does not protect a position: you can be liquidated or deleveraged, and lose what you keep at the venue, with any fund.',
  ]
}

function compareFunds(a: FundDetail, b: FundDetail): number {
  const byLabel = a.label.localeCompare(b.label, 'en')
  if (a.oiUsd === null || b.oiUsd === null) return a.oiUsd === b.oiUsd ? byLabel : a.oiUsd === null ? 1 : -1
  return dec(b.oiUsd).cmp(dec(a.oiUsd)) || byLabel
}

/**
 * Funds in reading order: by the open interest they stand behind, each with its components after it; reserves that are
 * never summed come last.
 */
export function orderFunds(funds: readonly FundDetail[]): readonly FundDetail[] {
  const ids = new Set(funds.map(({ fund }) => fund))
  const isTop = (fund: FundDetail) => fund.partOf === null || !ids.has(fund.partOf)
  const sorted = [...funds].sort(compareFunds)
  const isReserve = (fund: FundDetail) => fund.fundType === 'protection'
  const tops = sorted.filter(isTop)
  return [...tops.filter((fund) => !isReserve(fund)), ...tops.filter(isReserve)].flatMap((top) => [
    top,
    ...sorted.filter((part) => !isTop(part) && part.partOf === top.fund),
  ])
}

/** ADL signals by proximity to the trigger, then by level; what neither can grade comes last, by name. */
export function orderAdl(rows: readonly AdlRow[]): readonly AdlRow[] {
  const rank = (value: number | null) => value ?? Number.NEGATIVE_INFINITY
  const descending = (a: number | null, b: number | null) => (a === b ? 0 : rank(b) - rank(a))
  return [...rows].sort(
    (a, b) =>
      descending(a.proximity, b.proximity) || descending(a.level, b.level) || a.subject.localeCompare(b.subject, 'en'),
  )
}

/** Markets by open interest, unknown last. */
export function orderMarkets(rows: readonly MarketRow[]): readonly MarketRow[] {
  return [...rows].sort((a, b) => {
    const byName = a.market.localeCompare(b.market, 'en')
    if (a.valueUsd === null || b.valueUsd === null)
      return a.valueUsd === b.valueUsd ? byName : a.valueUsd === null ? 1 : -1
    return dec(b.valueUsd).cmp(dec(a.valueUsd)) || byName
  })
}

/** What remains to be said of the figures once the absence of a fund is said; null when nothing does. */
export function remarkOn(page: Pick<VenuePage, 'latest' | 'fundAbsence'>): string | null {
  const { reason } = page.latest
  if (reason === null || page.fundAbsence === null) return reason
  const rest = reason.replace(page.fundAbsence.replace(/\.$/, ''), '').replace(/^[;\s.]+|[;\s.]+$/g, '')
  return rest === '' ? null : rest
}

/** What kind of venue and fund the page is about: `centralised exchange · insurance fund · discloses by public API`. */
export function venueKicker(page: Pick<VenuePage, 'kind' | 'status' | 'recordOnly' | 'latest' | 'disclosure'>): string {
  const kind = page.kind === 'dex' ? 'on-chain protocol' : 'centralised exchange'
  if (page.recordOnly) return `${kind} · on record only${page.status === 'closed' ? ' · closed' : ''}`
  const status = page.status === null || page.status === 'active' ? null : page.status
  const fund = page.latest.fundType === null ? null : fundTypeWords[page.latest.fundType].word
  const word = disclosureWord(page.disclosure)
  const discloses = page.status === 'closed' ? `disclosed by: ${word}` : `discloses by: ${word}`
  return [kind, status, fund, discloses].filter((part) => part !== null).join(' · ')
}
