import { plain } from '@/lib/core/decimal'
import type { Observation } from '@/lib/core/observation'

const text = (value: Parameters<typeof plain>[0] | null): string => (value === null ? '-' : plain(value))

/** An observation as one tab-separated line for `--dry-run`. */
export function describeObservation(item: Observation): string {
  switch (item.kind) {
    case 'fund_balance':
      return [
        'fund_balance',
        item.fund.key,
        item.asset,
        text(item.units),
        text(item.valueUsd),
        item.status,
        item.reason ?? '',
      ].join('\t')
    case 'open_interest':
      return [
        'open_interest',
        item.market.market,
        text(item.baseUnits),
        text(item.valueUsd),
        `sides=${item.sourceSides}`,
        item.status,
        item.reason ?? '',
      ].join('\t')
    case 'market':
      return ['market', item.market.market, item.listed ? 'listed' : 'not listed', text(item.maxLeverage)].join('\t')
    case 'adl':
      return ['adl', item.subject, item.signal, item.value, item.level ?? '-', item.proximity ?? '-'].join('\t')
    case 'flow':
      return ['flow', item.fundKey, item.asset, item.flow, text(item.units), item.observedAt.toISOString()].join('\t')
    case 'volume':
      return ['volume', item.market, text(item.baseUnits), text(item.valueUsd), item.reason ?? ''].join('\t')
    case 'depth':
      return [
        'depth',
        item.market,
        text(item.midPrice),
        ...[item.bidUsd1, item.askUsd1, item.bidUsd2, item.askUsd2].map(text),
        item.reason ?? '',
      ].join('\t')
    case 'liquidation':
      return [
        'liquidation',
        item.event,
        item.market ?? '-',
        item.liquidation,
        item.side ?? '-',
        text(item.valueUsd),
        text(item.lossUsd),
        item.observedAt.toISOString(),
      ].join('\t')
  }
}
