import type { FundDetail } from '@/lib/queries/dto/fund'
import type { VenuePage } from '@/lib/queries/dto/venue'
import {
  formatCount,
  formatDay,
  formatMove,
  formatRatioPercent,
  formatTime,
  formatUnits,
  formatUsd,
} from '@/lib/render/format'
import { asSentence } from '@/lib/render/words'

type Facts = Pick<
  VenuePage,
  | 'name'
  | 'status'
  | 'recordOnly'
  | 'latest'
  | 'funds'
  | 'fundAbsence'
  | 'exhaustionReason'
  | 'adl'
  | 'adlProfile'
  | 'events'
  | 'figures'
>

function summed(facts: Facts): readonly FundDetail[] {
  return facts.funds.filter((fund) => fund.partOf === null && fund.fundType === facts.latest.fundType)
}

function fundWords(facts: Facts): string {
  const word = facts.latest.fundType === 'vault' ? 'vault' : 'pool'
  const count = summed(facts).length
  return count > 1 ? ` in ${formatCount(count, word)}` : facts.latest.fundType === 'vault' ? ' in one vault' : ''
}

function fundSentence(facts: Facts): string {
  const { latest } = facts
  if (latest.fundUsd === null) {
    const reason = facts.fundAbsence ?? latest.reason ?? 'not yet collected'
    const oi = latest.oiUsd === null ? '' : ` Open interest is ${formatUsd(latest.oiUsd)}.`
    return `${asSentence(`No fund figure: ${reason}`)}${oi}`
  }
  const fund = `${formatUsd(latest.fundUsd)}${fundWords(facts)}`
  if (latest.coverage !== null && latest.coveredOiUsd !== null) {
    const percent = formatRatioPercent(latest.coverage)
    return `${fund} stands behind ${formatUsd(latest.coveredOiUsd)} of open interest (${percent}).`
  }
  return `${fund}. ${asSentence(`Coverage is not stated: ${latest.reason ?? 'no open interest to set it against'}`)}`
}

function weakestSentence(facts: Facts): string | null {
  const { latest } = facts
  // The thinnest of one pool is the total again.
  if (latest.weakestFund === null || latest.coverage === null || summed(facts).length === 1) return null
  return `The thinnest pool of size covers ${formatRatioPercent(latest.weakestFund.coverage)}.`
}

function exhaustionSentence(facts: Facts): string | null {
  const { latest } = facts
  if (latest.fundUsd === null) return null
  const band = latest.exhaustionMove
  if (band === null) {
    return asSentence(`The fall that would empty it is not stated: ${facts.exhaustionReason ?? 'not yet computed'}`)
  }
  if (band.high === 0) return 'It is empty.'
  const move = formatMove(band).replace('–', ' to ')
  return `A fall of ${move} would empty it, depending on leverage.`
}

const ADL_SENTENCES = ['ADL is near in no market', 'ADL is elevated in', 'ADL is near in', 'ADL is active in'] as const

function adlSentence(facts: Facts): string | null {
  if (facts.recordOnly) return null
  const levels = facts.adl.flatMap(({ level }) => (level === null ? [] : [level]))
  if (levels.length === 0) return asSentence(`ADL: ${facts.adlProfile.absence ?? 'not yet collected'}`)
  const highest = Math.max(...levels)
  const words = ADL_SENTENCES[highest]
  if (words === undefined || highest === 0) return `${ADL_SENTENCES[0]}.`
  return `${words} ${formatCount(levels.filter((level) => level === highest).length, 'market')}.`
}

function checkSentence({ latest }: Facts): string | null {
  if (latest.checkedAt === null) return null
  const time = `${formatTime(latest.checkedAt)} UTC`
  switch (latest.state) {
    case 'late':
      return `Last checked ${time}: late.`
    case 'failing':
      return `Last checked with success ${time}: the source is failing.`
    case 'withdrawn':
      return `Last checked ${time}; the venue has stopped publishing it.`
    default:
      return `Checked ${time}.`
  }
}

function recordSentence(facts: Facts): string {
  const parts = [
    facts.events.length > 0 ? formatCount(facts.events.length, 'event') : null,
    facts.figures.length > 0 ? formatCount(facts.figures.length, 'published figure') : null,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'Nothing dated is on record.' : `On record: ${parts.join(' and ')}.`
}

/** What the funds of a closed venue held when they were last published. */
function lastBalancesSentence(facts: Facts): string | null {
  const balances = facts.funds.filter((fund) => fund.partOf === null).flatMap((fund) => fund.balances)
  const day = balances
    .map(({ observedAt }) => observedAt)
    .sort()
    .at(-1)
  if (day === undefined) return null
  const amounts = balances.map(({ units, asset }) => formatUnits(units, asset))
  return `Last published balances: ${amounts.join(', ')} (${formatDay(day)}).`
}

/**
 * The facts of a venue in a few sentences, from its data only: what stands behind what, the thinnest pool, the fall that
 * would empty it, ADL, the last check. What is missing is said with its reason; nothing is judged.
 */
export function verdict(facts: Facts): readonly string[] {
  if (facts.recordOnly || facts.status === 'closed') {
    return [recordSentence(facts), lastBalancesSentence(facts)].filter((part) => part !== null)
  }
  return [
    fundSentence(facts),
    weakestSentence(facts),
    exhaustionSentence(facts),
    adlSentence(facts),
    checkSentence(facts),
  ].filter((part) => part !== null)
}
