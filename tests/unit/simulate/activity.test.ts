import { describe, expect, test } from 'vitest'
import { responders } from '@/lib/simulate/venues/registry.generated'
import { createWorld } from '@/lib/simulate/world/world'

const at = new Date('2026-11-23T12:00:00Z')
const stressAt = new Date('2026-11-23T09:00:00Z')
const world = createWorld({
  seed: 3,
  books: responders.map((responder) => responder.book),
  clock: () => at,
  quiet: true,
  stressAt: [stressAt],
})
const [first] = world.book('bybit').markets(at)
if (!first) throw new Error('bybit lists no market')

describe('activity of a market', () => {
  test('the same minute gives the same book, volume and liquidations', () => {
    const span = { from: new Date('2026-11-23T09:00:00Z'), to: new Date('2026-11-23T10:00:00Z') }
    expect(world.orderBook('bybit', first, at)).toEqual(world.orderBook('bybit', first, at))
    expect(world.volume('bybit', first, at)).toEqual(world.volume('bybit', first, at))
    expect(world.liquidations('bybit', first, span)).toEqual(world.liquidations('bybit', first, span))
  })

  test('a book is ordered, does not cross and reaches beyond 2 %', () => {
    const { bids, asks } = world.orderBook('bybit', first, at)
    expect(bids.length).toBeGreaterThan(50)
    const prices = (levels: typeof bids) => levels.map((level) => Number(level.price))
    expect(prices(bids)).toEqual([...prices(bids)].sort((a, b) => b - a))
    expect(prices(asks)).toEqual([...prices(asks)].sort((a, b) => a - b))
    expect(new Set(prices(bids)).size).toBe(bids.length)
    const [bid = 0, ask = 0] = [prices(bids)[0], prices(asks)[0]]
    expect(bid).toBeLessThan(ask)
    expect((prices(bids).at(-1) ?? 0) / bid).toBeLessThan(0.98)
    expect((prices(asks).at(-1) ?? 0) / ask).toBeGreaterThan(1.02)
  })

  test('a stress hour brings many liquidations, some beyond bankruptcy; a calm one few and none', () => {
    const stressed = world.liquidations('bybit', first, { from: stressAt, to: new Date('2026-11-23T10:00:00Z') })
    const calm = world.liquidations('bybit', first, {
      from: new Date('2026-11-22T09:00:00Z'),
      to: new Date('2026-11-22T10:00:00Z'),
    })
    expect(stressed.length).toBeGreaterThan(80)
    expect(stressed.some((item) => item.beyondBankruptcy)).toBe(true)
    expect(calm.length).toBeLessThan(10)
    expect(calm.every((item) => !item.beyondBankruptcy)).toBe(true)
    expect(new Set(stressed.map((item) => item.id)).size).toBe(stressed.length)
    for (const item of stressed) {
      expect(item.amount.gt(0) && item.usd.gt(0)).toBe(true)
      if (item.beyondBankruptcy && item.side === 'long') {
        expect(Number(item.fillPrice)).toBeLessThan(Number(item.bankruptcyPrice))
      }
    }
  })
})
