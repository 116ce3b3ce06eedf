import { describe, expect, test } from 'vitest'
import { chooseVenues, planSources } from '@/lib/collect/plan'
import { matchCadence } from '@/lib/collect/schedule'
import { venueModules } from '@/lib/venues/registry.generated'

describe('matchCadence', () => {
  test('is due exactly as often as the cadence says, over a day', () => {
    const cases: readonly [ms: number, runs: number][] = [
      [60_000, 1440],
      [300_000, 288],
      [900_000, 96],
      [3_600_000, 24],
      [6 * 3_600_000, 4],
    ]
    for (const [cadenceMs, runs] of cases) {
      const match = matchCadence('bybit', 'fund', cadenceMs)
      let due = 0
      for (let minute = 0; minute < 1440; minute += 1)
        if (match({ hour: Math.floor(minute / 60), min: minute % 60 })) due += 1
      expect([cadenceMs, due]).toEqual([cadenceMs, runs])
    }
    expect(cases).toHaveLength(5)
  })
  test('spreads sources of one cadence over its minutes', () => {
    const minutes = new Set<number>()
    for (const venue of ['bybit', 'binance', 'okx', 'gate', 'dydx-v4', 'hyperliquid']) {
      const match = matchCadence(venue, 'fund', 3_600_000)
      for (let minute = 0; minute < 60; minute += 1) if (match({ hour: 0, min: minute })) minutes.add(minute)
    }
    expect(minutes.size).toBeGreaterThan(3)
  })
})

describe('planSources', () => {
  test('takes listings before open interest before funds, and nothing of a closed venue', () => {
    const planned = planSources(venueModules)
    expect(planned.length).toBeGreaterThan(10)
    expect(planned.some((item) => item.module.status === 'closed')).toBe(false)
    const bybit = planned.filter((item) => item.module.id === 'bybit').map((item) => item.source.kind)
    expect(bybit).toEqual(['leverage', 'open_interest', 'fund', 'adl', 'depth'])
  })
  test('an unknown venue is named together with what is accepted', () => {
    expect(() => chooseVenues(venueModules, ['bybit', 'nowhere'])).toThrow(/given "nowhere", accepted: .*bybit/)
  })
})
