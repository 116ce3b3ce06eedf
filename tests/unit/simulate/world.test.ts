import { describe, expect, test } from 'vitest'
import { responders } from '@/lib/simulate/venues/registry.generated'
import { quarterlyExpiries } from '@/lib/simulate/world/calendar'
import { createPaths } from '@/lib/simulate/world/paths'
import { gaussian, keyOf, unit } from '@/lib/simulate/world/random'
import { createWorld, type World, type WorldOptions } from '@/lib/simulate/world/world'

const CALM = new Date('2026-11-23T10:00:00.000Z')
const START = new Date('2026-11-23T09:40:00.000Z')
const MINUTE_MS = 60_000
const VENUES_FLOOR = 7
const books = responders.map((responder) => responder.book)

function makeWorld(options: Partial<WorldOptions> = {}): World {
  return createWorld({ seed: 7, books, clock: () => CALM, quiet: true, ...options })
}

describe('random numbers', () => {
  test('are the same for the same seed and differ for another', () => {
    const first = Array.from({ length: 50 }, (_, index) => unit(keyOf(1, 'a'), index))
    expect(Array.from({ length: 50 }, (_, index) => unit(keyOf(1, 'a'), index))).toEqual(first)
    expect(Array.from({ length: 50 }, (_, index) => unit(keyOf(2, 'a'), index))).not.toEqual(first)
    expect(new Set(first).size).toBe(50)
  })

  test('are spread as they should be', () => {
    const count = 20_000
    const uniform = Array.from({ length: count }, (_, index) => unit(keyOf(3, 'u'), index))
    const normal = Array.from({ length: count }, (_, index) => gaussian(keyOf(3, 'n'), index))
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
    expect(mean(uniform)).toBeCloseTo(0.5, 1)
    expect(mean(normal)).toBeCloseTo(0, 1)
    expect(mean(normal.map((value) => value ** 2))).toBeCloseTo(1, 1)
  })
})

describe('walks', () => {
  const walk = { key: 12, daily: 0.03, anchor: 0.1 }

  test('give the same value whatever was read before', () => {
    const minutes = [29_000_000, 29_000_061, 28_999_000, 29_065_535, 29_065_536]
    const forward = createPaths()
    const backward = createPaths()
    const expected = minutes.map((minute) => forward(walk, minute))
    expect([...minutes].reverse().map((minute) => backward(walk, minute))).toEqual([...expected].reverse())
    expect(minutes.map((minute) => forward(walk, minute))).toEqual(expected)
  })

  test('move by their daily volatility in a day', () => {
    const paths = createPaths()
    const moves = Array.from({ length: 400 }, (_, day) => {
      const from = 27_000_000 + day * 1_440
      return paths(walk, from + 1_440) - paths(walk, from)
    })
    const daily = Math.sqrt(moves.reduce((total, move) => total + move ** 2, 0) / moves.length)
    expect(daily).toBeGreaterThan(0.025)
    expect(daily).toBeLessThan(0.035)
  })
})

test('quarterly contracts expire on the last Friday of a quarter at 08:00 UTC', () => {
  expect(quarterlyExpiries(CALM, 3).map((date) => date.toISOString())).toEqual([
    '2026-12-25T08:00:00.000Z',
    '2027-03-26T08:00:00.000Z',
    '2027-06-25T08:00:00.000Z',
  ])
  const [next] = quarterlyExpiries(new Date('2026-12-25T08:00:00.000Z'), 1)
  expect(next?.toISOString()).toBe('2027-03-26T08:00:00.000Z')
})

describe('the world', () => {
  test('is the same for the same seed and minute, and another for another seed', () => {
    const one = makeWorld()
    one.truth('bybit', new Date(CALM.getTime() - 5 * 86_400_000))
    for (const venue of one.venues) expect(one.truth(venue, CALM)).toEqual(makeWorld().truth(venue, CALM))
    expect(one.venues.length).toBeGreaterThanOrEqual(VENUES_FLOOR)
    expect(makeWorld({ seed: 8 }).truth('bybit', CALM)).not.toEqual(one.truth('bybit', CALM))
  })

  test('has venues of realistic size', () => {
    const world = makeWorld()
    // A venue that publishes a pool and no open interest lists no markets.
    const listing = world.venues.filter((venue) => world.truth(venue, CALM).markets.length > 0)
    const sizes = listing.map((venue) => ({
      venue,
      markets: world.truth(venue, CALM).markets.filter((market) => market.listed).length,
      oiUsd: Number(world.truth(venue, CALM).oiUsd),
    }))
    for (const { venue, markets, oiUsd } of sizes) {
      expect(markets, venue).toBeGreaterThanOrEqual(12)
      expect(markets, venue).toBeLessThan(150)
      expect(oiUsd, venue).toBeGreaterThan(1e7)
      expect(oiUsd, venue).toBeLessThan(4e10)
    }
    expect(sizes.length).toBeGreaterThanOrEqual(VENUES_FLOOR)
  })

  test('names every market of a pool as one it lists', () => {
    const world = makeWorld()
    let checked = 0
    for (const venue of world.venues) {
      const { pools, markets } = world.truth(venue, CALM)
      const names = new Set(markets.map((market) => market.market))
      expect(names.size).toBe(markets.length)
      for (const pool of pools) {
        for (const market of pool.markets) expect(names, `${venue} ${pool.pool}`).toContain(market)
        checked += pool.markets.length
      }
    }
    expect(checked).toBeGreaterThan(400)
  })

  test('moves a little in a minute, and funds grow slowly', () => {
    const world = makeWorld()
    const later = new Date(CALM.getTime() + MINUTE_MS)
    const month = new Date(CALM.getTime() + 30 * 86_400_000)
    const move = Number(world.index('okx', 'BTC', later)) / Number(world.index('okx', 'BTC', CALM)) - 1
    expect(Math.abs(move)).toBeLessThan(0.01)
    expect(move).not.toBe(0)
    const unitsAt = (at: Date) => Number(world.truth('gate', at).pools[0]?.units)
    expect(unitsAt(month) / unitsAt(CALM)).toBeGreaterThan(1.001)
    expect(unitsAt(month) / unitsAt(CALM)).toBeLessThan(1.03)
  })

  test('has a stress hour about every 36 hours unless it is quiet', () => {
    const lively = makeWorld({ quiet: false })
    const hours = Array.from({ length: 360 }, (_, hour) => new Date(CALM.getTime() - hour * 3_600_000))
    const starts = new Set(hours.map((at) => lively.stress(at).event?.startMinute))
    starts.delete(undefined)
    expect(starts.size).toBeGreaterThanOrEqual(8)
    expect(starts.size).toBeLessThanOrEqual(12)
    expect(hours.filter((at) => makeWorld().stress(at).phase !== 'calm')).toHaveLength(0)
  })
})

describe('a forced stress hour', () => {
  const world = makeWorld({ stressAt: [START] })
  const before = new Date(START.getTime() - MINUTE_MS)
  const after = new Date(START.getTime() + 25 * MINUTE_MS)

  test('makes every price gap by 5 to 15 %', () => {
    const gaps = ['BTC', 'ETH', 'SOL', 'XRP', 'DOGE', 'PEPE', 'MERL', 'TSLA'].map((asset) => {
      const from = Number(world.index('okx', asset, before))
      return Math.abs(Number(world.index('okx', asset, START)) / from - 1)
    })
    for (const gap of gaps) {
      expect(gap).toBeGreaterThan(0.045)
      expect(gap).toBeLessThan(0.16)
    }
    expect(gaps).toHaveLength(8)
  })

  test('draws an isolated pool by more than 30 % and another below zero', () => {
    const earlier = new Map(world.truth('bybit', before).pools.map((pool) => [pool.pool, Number(pool.units)]))
    const drawn = world.truth('bybit', after).pools.map((pool) => ({
      left: Number(pool.units) / (earlier.get(pool.pool) ?? Number.NaN),
      units: Number(pool.units),
    }))
    expect(drawn.filter(({ units }) => units < 0)).toHaveLength(1)
    expect(drawn.filter(({ left }) => left > 0 && left < 0.7).length).toBeGreaterThanOrEqual(1)
  })

  test('empties a dYdX pool without going below zero, as an account can', () => {
    const pools = world.truth('dydx-v4', after).pools
    const funded = world.truth('dydx-v4', before).pools.filter((pool) => Number(pool.units) > 0)
    expect(funded).toHaveLength(4)
    expect(pools.filter((pool) => Number(pool.units) > 0)).toHaveLength(3)
    expect(pools.filter((pool) => Number(pool.units) < 0)).toHaveLength(0)
  })

  test('closes positions', () => {
    const oiOf = (at: Date) => world.truth('binance', at).markets.map((market) => Number(market.baseUnits))
    const [calm, stressed] = [oiOf(before), oiOf(after)]
    const total = (values: number[]) => values.reduce((a, b) => a + b, 0)
    expect(total(stressed) / total(calm)).toBeLessThan(0.95)
  })

  test('has left no trace three days later', () => {
    const quiet = makeWorld()
    const late = new Date(START.getTime() + 72 * 3_600_000)
    expect(world.truth('bybit', late)).toEqual(quiet.truth('bybit', late))
  })
})
