import { dec } from '@/lib/core/decimal'
import { known } from '@/lib/core/known'
import { concentrateAssets, fundAfterHaircuts, fundInFall, mixAssets } from '@/lib/core/metrics/fund-assets'
import { findWorstDraw } from '@/lib/core/metrics/worst-draw'
import { formatUsd } from '@/lib/render/format'

const DAY_MS = 86_400_000
const LEVELS = [100, 104, 101, 97, 96, 110] as const

/** Made-up levels by day, and the multiples they give. */
export function worstDrawExample() {
  const samples = LEVELS.map((level, index) => ({ at: index * DAY_MS, level: dec(level) }))
  const multiple = (days: number) => known(findWorstDraw(samples, days * DAY_MS).multiple, 'the example’s multiple')
  return { levels: LEVELS, day: multiple(1), week: multiple(7) }
}

/** A made-up fund, in words. */
export const wrongWayInputs = ['$300M of USDT', '$200M of BTC', '$100M of the venue’s own token'] as const

/** What it keeps in a fall of 30 %, after haircuts, and how concentrated it is. */
export function wrongWayExample() {
  const held = [
    { asset: 'USDT', valueUsd: dec('300e6') },
    { asset: 'BTC', valueUsd: dec('200e6') },
    { asset: 'OWN', valueUsd: dec('100e6') },
  ]
  const mix = mixAssets(held, ['OWN'])
  return {
    ratio: known(fundInFall(mix, 0.3).value, 'the example’s fund in a fall').ratio,
    hhi: known(concentrateAssets(mix).value, 'the example’s concentration').hhi,
    haircut: formatUsd(known(fundAfterHaircuts(mix, 0.3).value, 'the example’s fund after haircuts').toFixed()),
  }
}
