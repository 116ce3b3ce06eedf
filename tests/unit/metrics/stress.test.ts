import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { dec } from '@/lib/core/decimal'
import { standardLaws } from '@/lib/core/metrics/leverage-law'
import {
  readStressInput,
  reverseStress,
  type StressInput,
  stress,
  stressInputSchema,
  unitLossOf,
} from '@/lib/core/metrics/stress'
import { anyLaw, logScale } from './laws'

const contract = fc.constantFrom('linear' as const, 'inverse' as const)
const side = fc.constantFrom('long' as const, 'short' as const)
const gap = fc.double({ min: 0, max: 0.95, noNaN: true })
const slippage = fc.double({ min: 0, max: 0.2, noNaN: true })
const scenario: fc.Arbitrary<StressInput> = fc.record({
  contract,
  side,
  openInterest: logScale(0, 12),
  fund: fc.oneof(
    logScale(0, 11),
    fc.constant(0),
    logScale(0, 9).map((value) => -value),
  ),
  gap,
  slippage,
  leverageLaw: anyLaw,
})

const s05: StressInput = {
  contract: 'linear',
  side: 'long',
  openInterest: 2e9,
  fund: 4e7,
  gap: 0.05,
  slippage: 0.005,
  leverageLaw: { kind: 'loguniform', min: 1, max: 100 },
}

describe('stress', () => {
  test('shares the whole shortfall between the usable fund and ADL', () => {
    fc.assert(
      fc.property(scenario, fc.integer({ min: 0, max: 1000 }), (input, thousandths) => {
        const share = thousandths / 1000
        const whole = Math.max(0, Number(input.fund))
        const result = stress({ ...input, usableFund: dec(whole).times(share) })
        const { shortfall, fundDraw, residualToAdl, fundAfter } = result
        expect(Math.abs(fundDraw + residualToAdl - shortfall)).toBeLessThanOrEqual(1e-12 * shortfall)
        expect(fundDraw).toBeLessThanOrEqual(whole * share * (1 + 1e-15))
        expect(fundDraw).toBeGreaterThanOrEqual(0)
        expect(residualToAdl).toBeGreaterThanOrEqual(0)
        expect(Math.abs(fundAfter - (Number(input.fund) - fundDraw))).toBeLessThanOrEqual(1e-9 * Math.abs(whole))
      }),
      { numRuns: 300 },
    )
  })

  test('loses more, never less, in a larger gap', () => {
    fc.assert(
      fc.property(scenario, gap, (input, other) => {
        const small = stress({ ...input, gap: Math.min(input.gap, other) }).shortfall
        const large = stress({ ...input, gap: Math.max(input.gap, other) }).shortfall
        expect(large).toBeGreaterThanOrEqual(small * (1 - 1e-12))
      }),
      { numRuns: 300 },
    )
  })

  test('does not depend on the unit of the amounts', () => {
    fc.assert(
      fc.property(scenario, logScale(-6, 6), (input, scale) => {
        const base = stress(input)
        const scaled = stress({
          ...input,
          openInterest: dec(input.openInterest).times(scale),
          fund: dec(input.fund).times(scale),
        })
        const near = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-12 * Math.abs(b))
        near(scaled.shortfall, base.shortfall * scale)
        near(scaled.fundDraw, base.fundDraw * scale)
        expect(scaled.stressCoverage === null).toBe(base.stressCoverage === null)
        near(scaled.stressCoverage ?? 0, base.stressCoverage ?? 0)
        near(scaled.exhaustion?.allInMove ?? 0, base.exhaustion?.allInMove ?? 0)
      }),
      { numRuns: 300 },
    )
  })

  test('offers finite numbers only; no coverage without a shortfall', () => {
    let without = 0
    fc.assert(
      fc.property(scenario, (input) => {
        const { stressCoverage, exhaustion, ...figures } = stress(input)
        for (const figure of Object.values(figures)) expect(Number.isFinite(figure)).toBe(true)
        for (const figure of Object.values(exhaustion ?? {})) expect(Number.isFinite(figure)).toBe(true)
        if (figures.shortfall === 0) {
          without += 1
          expect(stressCoverage).toBeNull()
        } else {
          expect(Number.isFinite(stressCoverage)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
    expect(without).toBeGreaterThan(10)
  })

  test('at the exhaustion gap costs exactly the usable fund', () => {
    let found = 0
    fc.assert(
      fc.property(contract, side, anyLaw, logScale(-5, 0), slippage, (kind, loser, law, share, slip) => {
        const usable = 1e9 * share
        const pool = { contract: kind, side: loser, openInterest: 1e9, fund: usable, slippage: slip, leverageLaw: law }
        const { exhaustion } = stress({ ...pool, gap: 0 })
        if (exhaustion === null) return
        found += 1
        const { shortfall } = stress({ ...pool, gap: exhaustion.gap })
        expect(Math.abs(shortfall / usable - 1)).toBeLessThan(1e-9)
      }),
      { numRuns: 1000 },
    )
    expect(found).toBeGreaterThan(500)
  })

  test('loses more, never less, with a higher highest leverage', () => {
    const highest = fc.double({ min: 1.01, max: 200, noNaN: true })
    fc.assert(
      fc.property(scenario, highest, highest, (input, a, b) => {
        for (const index of [0, 1, 2] as const) {
          const low = standardLaws(Math.min(a, b))?.[index]
          const high = standardLaws(Math.max(a, b))?.[index]
          if (low === undefined || high === undefined) throw new Error('no laws')
          const lesser = stress({ ...input, leverageLaw: low }).shortfall
          const greater = stress({ ...input, leverageLaw: high }).shortfall
          expect(greater).toBeGreaterThanOrEqual(lesser * (1 - 1e-12))
        }
      }),
    )
  })

  test('reproduces the sensitivities of methodology 4.8', () => {
    const top = (max: number) => ({ leverageLaw: { kind: 'loguniform', min: 1, max } as const })
    const cases: [Partial<StressInput>, string][] = [
      [{}, '20.99'],
      [{ gap: 0.04 }, '14.06'],
      [{ gap: 0.06 }, '28.71'],
      [{ slippage: 0 }, '17.58'],
      [{ slippage: 0.01 }, '24.59'],
      [{ slippage: 0.02 }, '32.26'],
      [{ openInterest: 1.8e9 }, '18.89'],
      [{ openInterest: 2.2e9 }, '23.09'],
      [top(25), '1.51'],
      [top(50), '10.42'],
      [top(75), '16.64'],
      [top(125), '24.25'],
      [top(150), '26.82'],
    ]
    expect(cases.map(([change]) => (stress({ ...s05, ...change }).shortfall / 1e6).toFixed(2))).toEqual(
      cases.map(([, printed]) => printed),
    )
    const step = 1e-6
    const loss = (move: number) => stress({ ...s05, gap: move, slippage: 0 }).shortfall
    const elasticity = (Math.log(loss(0.05475 * (1 + step)) / loss(0.05475 * (1 - step))) / (2 * step)).toFixed(2)
    expect(elasticity).toBe('1.93')
  })

  test('gives an inverse long the same USD loss at the fill price as its closed form', () => {
    const [notionalUsd, price, leverage] = [5e8, 50_000, 20]
    const result = stress({
      contract: 'inverse',
      side: 'long',
      openInterest: notionalUsd / price,
      fund: 500,
      gap: 0.1,
      slippage: 0.01,
      leverageLaw: { kind: 'point', leverage },
    })
    const move = result.allInMove
    const closed = notionalUsd * Math.max(0, move - (1 - move) / leverage)
    expect(Math.abs((result.shortfall * price * (1 - move)) / closed - 1)).toBeLessThan(1e-12)
  })

  test('takes decimal strings and numbers alike', () => {
    expect(stress({ ...s05, openInterest: '2000000000', fund: '40000000.00', usableFund: dec('4e7') })).toEqual(
      stress(s05),
    )
  })

  test('pays nothing from a negative fund and keeps the hole', () => {
    const result = stress({ ...s05, fund: -5421 })
    expect(result).toMatchObject({ fundDraw: 0, fundAfter: -5421, stressCoverage: 0 })
    expect(result.residualToAdl).toBe(result.shortfall)
    expect(result.exhaustion?.allInMove).toBe(0)
  })

  test('has no shortfall, coverage or exhaustion without open interest', () => {
    expect(stress({ ...s05, openInterest: 0 })).toMatchObject({
      shortfall: 0,
      fundDraw: 0,
      fundAfter: 4e7,
      residualToAdl: 0,
      stressCoverage: null,
      exhaustion: null,
    })
  })

  test('draws only on the usable part and leaves the rest in the fund', () => {
    const result = stress({ ...s05, usableFund: 1e7 })
    expect(result).toMatchObject({ fundDraw: 1e7, fundAfter: 3e7 })
    expect(result.residualToAdl).toBeCloseTo(10_991_852.697120074, 6)
  })

  test('refuses a negative open interest and a fall to a price of 0', () => {
    expect(() => stress({ ...s05, openInterest: -1 })).toThrow('open interest is -1; accepted: 0 or more')
    expect(() => stress({ ...s05, gap: 1 })).toThrow('gap 1 with slippage 0.005')
    expect(() => stress({ ...s05, gap: Number.NaN })).toThrow(RangeError)
  })
})

describe('unitLossOf', () => {
  test('is the loss of a position of one unit, in its margin currency', () => {
    const [entry, gap, slip] = [50_000, 0.12, 0.03]
    const [low, high] = [entry * (1 - gap) * (1 - slip), entry * (1 + gap) * (1 + slip)]
    // A linear unit is 1/entry coins paid in dollars; an inverse unit is `entry` dollars of face paid in coins.
    expect(unitLossOf('linear', 'long', gap, slip)).toBeCloseTo((entry - low) / entry, 12)
    expect(unitLossOf('linear', 'short', gap, slip)).toBeCloseTo((high - entry) / entry, 12)
    expect(unitLossOf('inverse', 'long', gap, slip)).toBeCloseTo(entry / low - entry / entry, 12)
    expect(unitLossOf('inverse', 'short', gap, slip)).toBeCloseTo(entry / entry - entry / high, 12)
  })

  test('keeps the digits of the smallest moves', () => {
    expect(unitLossOf('linear', 'long', 1e-15, 0)).toBe(1e-15)
    expect(unitLossOf('inverse', 'short', 1e-15, 0)).toBeCloseTo(1e-15, 29)
  })
})

describe('reverseStress', () => {
  const law = { kind: 'point', leverage: 10 } as const
  const base = { openInterest: dec(1e9), slippage: 0, law }
  const find = (kind: 'linear' | 'inverse', loser: 'long' | 'short', usable: number, slip = 0) =>
    reverseStress({ ...base, contract: kind, side: loser, usable: dec(usable), slippage: slip })

  test('finds no move where the side cannot lose that much', () => {
    expect(find('inverse', 'short', 1e9)).toBeNull()
    expect(find('inverse', 'short', 0.9e9)).toBeNull()
    expect(find('inverse', 'short', 0.5e9)?.allInMove).toBeCloseTo(1.5, 12)
    expect(find('linear', 'long', 0.9e9)).toBeNull()
    expect(find('linear', 'long', 0.89e9)?.allInMove).toBeCloseTo(0.99, 12)
    expect(find('linear', 'short', 2e9)?.allInMove).toBeCloseTo(2.1, 12)
    expect(find('inverse', 'long', 2e9)?.allInMove).toBeCloseTo(2.1 / 3.1, 12)
  })

  test('keeps a negative gap: slippage alone empties the fund', () => {
    const found = find('linear', 'long', 1e7, 0.2)
    expect(found?.allInMove).toBeCloseTo(0.11, 12)
    expect(found?.gap).toBeCloseTo(1 - 0.89 / 0.8, 12)
    expect(find('linear', 'short', 1e7, 0.2)?.gap).toBeCloseTo(1.11 / 1.2 - 1, 12)
  })

  test('is 0 for an empty fund and null without open interest', () => {
    expect(find('linear', 'long', 0)).toEqual({ unitLoss: 0, allInMove: 0, gap: 0 })
    expect(find('linear', 'long', -5)).toEqual({ unitLoss: 0, allInMove: 0, gap: 0 })
    expect(
      reverseStress({ ...base, contract: 'linear', side: 'long', usable: dec(1), openInterest: dec(0) }),
    ).toBeNull()
  })
})

describe('stressInputSchema', () => {
  const request = {
    contract: 'linear',
    side: 'long',
    open_interest: 2e9,
    fund: 4e7,
    usable_fund: 4e7,
    gap: 0.05,
    slippage: 0.005,
    leverage_law: { kind: 'loguniform', min: 1, max: 100 },
  }
  const messages = (change: Record<string, unknown>) => {
    const issues = stressInputSchema.safeParse({ ...request, ...change }).error?.issues ?? []
    return issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  }

  test('accepts the example of the API, numbers or decimal strings', () => {
    expect(stress(readStressInput(stressInputSchema.parse(request)))).toEqual(stress(s05))
    const text = { ...request, open_interest: '2000000000', fund: '40000000.0', usable_fund: undefined }
    expect(stress(readStressInput(stressInputSchema.parse(text)))).toEqual(stress(s05))
  })

  test.each([
    [{ gap: 0.999 }],
    [{ side: 'short', gap: 100 }],
    [{ fund: -5421, usable_fund: 0 }],
    [{ fund: '-5421.25', usable_fund: undefined }],
    [{ open_interest: 0 }],
    [{ usable_fund: '0' }],
    [{ slippage: 0 }],
  ])('accepts %j', (change) => {
    expect(messages(change)).toEqual([])
  })

  test.each([
    [{ gap: 1 }, 'gap: gap is 1; accepted for side long: a number from 0 to below 1'],
    [{ gap: -0.1 }, 'gap: gap is -0.1; accepted: a number from 0 to 100'],
    [{ side: 'short', gap: 101 }, 'gap: gap is 101; accepted: a number from 0 to 100'],
    [{ gap: '0.05' }, 'gap: gap is "0.05"; accepted'],
    [{ gap: undefined }, 'gap: gap is missing; accepted'],
    [{ gap: null }, 'gap: gap is null; accepted'],
    [{ slippage: 1 }, 'slippage: slippage is 1; accepted: a number from 0 to below 1'],
    [{ slippage: -0.01 }, 'slippage: slippage is -0.01; accepted'],
    [{ open_interest: -1 }, 'open_interest: open_interest is -1; accepted: a number or decimal string from 0'],
    [{ open_interest: '2e9' }, 'open_interest: open_interest is "2e9"; accepted'],
    [{ open_interest: 'many' }, 'open_interest: open_interest is "many"; accepted'],
    [{ open_interest: Number.POSITIVE_INFINITY }, 'open_interest: open_interest is Infinity; accepted'],
    [{ open_interest: 1e25 }, 'open_interest: open_interest is 1e+25; accepted'],
    [{ fund: [4e7] }, 'fund: fund is a list of 1; accepted'],
    [{ fund: {} }, 'fund: fund is an object; accepted'],
    [{ usable_fund: 4.1e7 }, 'usable_fund: usable_fund is 41000000; accepted: at most the fund (40000000)'],
    [{ fund: -10, usable_fund: 1 }, 'usable_fund: usable_fund is 1; accepted: at most the fund (-10), 0 when'],
    [{ usable_fund: -1 }, 'usable_fund: usable_fund is -1; accepted'],
    [{ contract: 'quanto' }, 'contract: contract is "quanto"; accepted: linear, inverse'],
    [{ side: 'both' }, 'side: side is "both"; accepted: long, short'],
    [{ price: 3 }, ': the stress input has unknown key "price"; accepted: contract, side'],
    [{ leverage_law: { kind: 'point', leverage: 0 } }, 'leverage_law.leverage: leverage is 0; accepted'],
    [{ leverage_law: undefined }, 'leverage_law: the leverage law is missing; accepted'],
  ])('refuses %j', (change, message) => {
    const found = messages(change)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(message)
  })

  test('refuses what is not an object', () => {
    const issue = stressInputSchema.safeParse('x').error?.issues[0]
    expect(issue?.message).toContain('the stress input is "x"; accepted: an object with contract')
  })

  test('can be written as JSON schema', () => {
    const schema = z.toJSONSchema(stressInputSchema)
    expect(schema.required).toEqual(['contract', 'side', 'open_interest', 'fund', 'gap', 'slippage', 'leverage_law'])
  })
})
