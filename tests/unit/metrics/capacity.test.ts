import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dec } from '@/lib/core/decimal'
import {
  adlProximity,
  bybitAdlScenario,
  bybitAdlTriggered,
  capNotional,
  effectiveCapacity,
} from '@/lib/core/metrics/capacity'

describe('effectiveCapacity', () => {
  test('is the trigger share of a fund at its peak and shrinks below it', () => {
    expect(effectiveCapacity('1000000', '1000000', '0.3').toFixed()).toBe('300000')
    expect(effectiveCapacity('900000', '1000000', '0.3').toFixed()).toBe('200000')
  })

  test('is never below 0, never above the fund, and counts the present balance in the peak', () => {
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 })
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 1, max: 100 }), (now, peak, percent) => {
        const theta = dec(percent).div(100)
        const usable = effectiveCapacity(now, peak, theta)
        expect(usable.gte(0)).toBe(true)
        expect(usable.lte(Math.max(0, now))).toBe(true)
        if (now >= peak && now >= 0) expect(usable.equals(theta.times(now))).toBe(true)
      }),
    )
  })

  test('refuses a trigger outside 0 to 1', () => {
    for (const theta of ['0', '-0.3', '1.01']) {
      expect(() => effectiveCapacity(1, 1, theta)).toThrow(`theta is ${theta}; accepted: above 0 and at most 1`)
    }
  })
})

describe('the rules of Bybit', () => {
  // Values of the documented sample of /v5/market/adlAlert.
  const sample = {
    balance: '92203504694.99632',
    insurancePnlRatio: '-0.3',
    pnlRatio: '-0.560973',
    adlTriggerThreshold: '10000',
  }

  test('start ADL on a drawdown past the limit, only above the threshold', () => {
    expect(bybitAdlTriggered(sample)).toBe(true)
    expect(bybitAdlTriggered({ ...sample, pnlRatio: '-0.3' })).toBe(false)
    expect(bybitAdlTriggered({ ...sample, balance: '10000' })).toBe(false)
  })

  test('start ADL on a balance of 0 or less', () => {
    expect(bybitAdlTriggered({ ...sample, balance: '0', pnlRatio: '0' })).toBe(true)
    expect(bybitAdlTriggered({ ...sample, balance: '-5421', pnlRatio: '0' })).toBe(true)
  })

  test('give a proximity of 0 when calm and 1 at the trigger', () => {
    const proximity = (pnlRatio: string) => adlProximity({ ...sample, pnlRatio })
    expect(proximity('0')).toEqual({ present: true, proximity: 0 })
    expect(proximity('0.1')).toEqual({ present: true, proximity: 0 })
    expect(proximity('-0.15')).toEqual({ present: true, proximity: 0.5 })
    expect(proximity('-0.3')).toEqual({ present: true, proximity: 1 })
    expect(proximity('-0.560973')).toEqual({ present: true, proximity: 1.86991 })
  })

  test('give no proximity, with the reason, where the drawdown rule is off', () => {
    expect(adlProximity({ ...sample, balance: '10000' })).toEqual({
      present: false,
      reason: 'balance is not above the trigger threshold',
    })
    expect(adlProximity({ ...sample, insurancePnlRatio: '0' })).toEqual({
      present: false,
      reason: 'drawdown limit is 0, not below 0',
    })
  })

  test('split a symbol loss between the pool and ADL without a rest', () => {
    const pool = {
      balance: '1000000',
      maxBalance8h: '1000000',
      symbolPnl8hMax: '50000',
      insurancePnlRatio: '-0.3',
      adlTriggerThreshold: '1',
    }
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000, max: 50_000 }), (now) => {
        const result = bybitAdlScenario({ ...pool, symbolPnlNow: now })
        if (result === null) throw new Error('the rule applies')
        expect(result.borneByPool.plus(result.borneByAdl).toNumber()).toBe(50_000 - now)
        expect(result.borneByPool.lte(300_000)).toBe(true)
        expect(result.adlTriggered).toBe(result.borneByAdl.gt(0))
      }),
    )
  })

  test('have no scenario where the drawdown rule is off', () => {
    const pool = { ...sample, maxBalance8h: '100', symbolPnlNow: '-40', symbolPnl8hMax: '0' }
    expect(bybitAdlScenario(pool)?.pnlRatio).toBe(-0.4)
    expect(bybitAdlScenario({ ...pool, balance: '10000' })).toBeNull()
    expect(bybitAdlScenario({ ...pool, maxBalance8h: '0' })).toBeNull()
    expect(bybitAdlScenario({ ...pool, insurancePnlRatio: '0' })).toBeNull()
  })
})

describe('capNotional', () => {
  test('takes over at most the cap and passes the rest on', () => {
    const result = capNotional('1000', '300', '2')
    expect(result.absorbableNotional.toFixed()).toBe('600')
    expect(result.absorbedShare).toBe(0.6)
    expect(result.notionalToAdl.toFixed()).toBe('400')
  })

  test('takes over everything below the cap, nothing with an empty fund', () => {
    expect(capNotional('1000', '3000', '1')).toMatchObject({ absorbedShare: 1 })
    expect(capNotional('1000', '3000', '1').notionalToAdl.toFixed()).toBe('0')
    expect(capNotional('1000', '-5', '1')).toMatchObject({ absorbedShare: 0 })
    expect(capNotional('0', '3000', '1').absorbedShare).toBeNull()
  })

  test('refuses a negative notional or multiple', () => {
    expect(() => capNotional('-1', '1', '1')).toThrow('bankrupt notional is -1; accepted: 0 or more')
    expect(() => capNotional('1', '1', '-1')).toThrow('cap multiple is -1; accepted: 0 or more')
  })
})
