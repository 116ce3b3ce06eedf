import type { CoinEnds, CoinSummary } from '@/lib/queries/dto/coin'
import { formatCount, formatRatioPercent, formatUsd } from '@/lib/render/format'
import { adlLevelWord } from '@/lib/render/words'

function endsSentence({ weakest, strongest, pools, stated }: CoinEnds): string {
  if (pools === 0) return 'No insurance fund is known to stand behind it.'
  if (weakest === null || strongest === null)
    return `${formatCount(pools, 'insurance pool')} behind it, none with a coverage that can be stated now.`
  const known = stated === pools ? '' : `, of the ${stated} that can be stated now`
  if (stated === 1)
    return `The one insurance pool with a coverage: ${weakest.name}, ${formatRatioPercent(weakest.coverage)}.`
  return `Coverage of the ${formatCount(pools, 'insurance pool')} behind it runs from ${formatRatioPercent(weakest.coverage)} (${weakest.name}) to ${formatRatioPercent(strongest.coverage)} (${strongest.name})${known}.`
}

function adlSentence({ adl, adlVenues }: CoinSummary): string {
  if (adlVenues === 0) return 'No venue that lists it has a public ADL signal for it.'
  const venues = formatCount(adlVenues, 'venue publishes', 'venues publish')
  if (adl === null) return `${venues} an ADL signal for it; none of them has a level.`
  const where = adl.level === 0 ? '' : ` (${adl.name}, ${adl.subject})`
  return `${venues} an ADL signal for it; the highest level now is ${adlLevelWord(adl.level)}${where}.`
}

/** What is known of a coin in a few plain sentences, from facts only. */
export function coinVerdict(coin: CoinSummary): readonly string[] {
  if (coin.venues === 0) return [`No venue followed here has listed a ${coin.coin} contract in what is collected yet.`]
  const listed = `${coin.coin} is listed on ${formatCount(coin.venues, 'venue')} in ${formatCount(coin.contracts, 'contract')}`
  const stated = coin.oiStated === coin.contracts ? 'all of them' : `${coin.oiStated} of them`
  const oi =
    coin.oiUsd === null
      ? `${listed}; none states its open interest.`
      : `${listed}; ${stated} state ${formatUsd(coin.oiUsd)} of open interest, one side.`
  return [oi, endsSentence(coin.insurance), adlSentence(coin)]
}
