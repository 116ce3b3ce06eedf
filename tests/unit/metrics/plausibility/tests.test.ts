import { describe, expect, test } from 'vitest'
import { testChangeAgainst } from '@/lib/core/metrics/plausibility/change-against'
import { type LiquidationDay, testFlatLining, testNeverDecreasing } from '@/lib/core/metrics/plausibility/days'
import { testFixedDigits, testLastDigit, testLeadingDigit } from '@/lib/core/metrics/plausibility/digits'
import { testIdenticalPools } from '@/lib/core/metrics/plausibility/identical'
import { FAMILY_LEVEL, judgeTogether } from '@/lib/core/metrics/plausibility/judge'
import { type FundStep, testJumps } from '@/lib/core/metrics/plausibility/jumps'
import type { Measured } from '@/lib/core/metrics/plausibility/measured'
import { seededRandom } from '@/lib/core/metrics/plausibility/random'
import { testTurnover } from '@/lib/core/metrics/plausibility/turnover'

const normal = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** A volume that comes in waves, as markets do. */
function volumes(random: () => number, days: number): readonly number[] {
  let mood = 0
  return Array.from({ length: days }, () => {
    mood = 0.8 * mood + 0.5 * normal(random)
    return 2e9 * Math.exp(mood)
  })
}

/** An honest fund: fees that grow with volume, and now and then a loss. */
function honestVenue(seed: number) {
  const random = seededRandom(seed)
  const traded = volumes(random, 200)
  let balance = 4e7 + 1e7 * random()
  const changes: number[] = []
  const amounts: string[] = []
  const days: LiquidationDay[] = []
  for (const [index, volume] of traded.entries()) {
    const loss = random() < 0.25 ? -volume * 2e-5 * random() : 0
    const change = volume * 4e-6 * (1 + normal(random)) + loss + 3000 * normal(random)
    balance += change
    changes.push(change)
    amounts.push(balance.toFixed(4))
    days.push({ day: `d${index}`, change, liquidatedUsd: volume * 0.001 * (0.5 + random()) })
  }
  return { traded, changes, amounts, days }
}

function measureVenue({ traded, changes, amounts, days }: ReturnType<typeof honestVenue>): readonly Measured[] {
  const steps = changes.map(
    (change, index): FundStep => ({
      day: `d${index}`,
      ms: 86_400_000,
      before: 4e7,
      change,
      typed: null,
      announced: false,
    }),
  )
  return [
    testChangeAgainst(
      'change_volume',
      changes.map((change, index) => [change, traded[index] ?? 0]),
    ),
    testNeverDecreasing(days),
    testFlatLining(days),
    testLastDigit(amounts),
    testLeadingDigit(changes),
    testFixedDigits(amounts),
    testJumps(steps),
  ]
}

describe('honest series', () => {
  test('give a false alarm in less than the declared share of venues', () => {
    const venues = 200
    let alarms = 0
    let judged = 0
    for (let seed = 1; seed <= venues; seed += 1) {
      const rows = judgeTogether(measureVenue(honestVenue(seed)))
      judged += rows.filter(({ outcome }) => outcome === 'none').length
      if (rows.some(({ outcome }) => outcome === 'pattern')) alarms += 1
    }
    // Every test but the leading digit suits these series.
    expect(judged).toBeGreaterThan(venues * 5)
    expect(alarms / venues).toBeLessThanOrEqual(FAMILY_LEVEL)
  })

  test('p values of the permutation are spread as they should be', () => {
    const ps = Array.from({ length: 150 }, (_, seed) => {
      const random = seededRandom(seed + 1)
      return testChangeAgainst(
        'change_volume',
        Array.from({ length: 60 }, () => [normal(random), random()] as const),
      ).p
    })
    const below = (level: number) => ps.filter((p) => p !== null && p <= level).length / ps.length
    expect(below(0.1)).toBeLessThan(0.17)
    expect(below(0.5)).toBeGreaterThan(0.38)
  })
})

describe('made-up series', () => {
  const random = seededRandom(7)
  const traded = volumes(random, 120)
  // The testimony on FTX: the change is the day’s volume times a random number near 7,500 over a billion.
  const changes = traded.map((volume) => (volume * (7500 + 300 * normal(random))) / 1e9)

  test('a change reckoned from volume is found, and named no cheat when it is too short', () => {
    const [found] = judgeTogether([
      testChangeAgainst(
        'change_volume',
        changes.map((change, index) => [change, traded[index] ?? 0]),
      ),
    ])
    expect(found).toMatchObject({ outcome: 'pattern', sample: 120 })
    expect(found?.statistic).toBeGreaterThan(0.95)
    const short = testChangeAgainst(
      'change_volume',
      changes.slice(0, 59).map((change) => [change, change]),
    )
    expect(short).toMatchObject({ sample: 59, minimum: 60, statistic: null, p: null })
  })

  test('a fund that never falls through liquidation days is found', () => {
    const days = changes.map((change, index) => ({ day: `d${index}`, change, liquidatedUsd: 1e6 }))
    expect(judgeTogether([testNeverDecreasing(days)])[0]).toMatchObject({ outcome: 'pattern', statistic: 0 })
    const once = days.map((day, index) => (index === 50 ? { ...day, change: -1 } : day))
    expect(judgeTogether([testNeverDecreasing(once)])[0]).toMatchObject({ outcome: 'none', statistic: 1, p: 1 })
    const still = days.map((day) => ({ ...day, change: 0 }))
    expect(testNeverDecreasing(still).unfit).toBe('the balance hardly moves at all')
  })

  test('amounts ending in one digit, and amounts of few digits, are found', () => {
    let balance = 1e7
    const fives = changes.map((change) => {
      balance += change * 1e3
      return `${Math.floor(balance)}.5`
    })
    expect(judgeTogether([testLastDigit(fives)])[0]?.outcome).toBe('pattern')
    const rounded = fives.map((amount) => (Math.round(Number(amount) / 1e5) * 1e5).toFixed(0))
    expect(testFixedDigits(rounded).statistic).toBeLessThanOrEqual(5)
    expect(judgeTogether([testFixedDigits(rounded)])[0]?.outcome).toBe('pattern')
    expect(judgeTogether([testFixedDigits(fives)])[0]?.outcome).toBe('none')
  })

  test('digits made by floating-point printing are not looked at', () => {
    const generator = seededRandom(3)
    const printed = Array.from({ length: 200 }, () => String(4e8 + 1e6 * generator() + 1 / 3))
    expect(printed.every((amount) => amount.length > 14)).toBe(true)
    expect(judgeTogether([testLastDigit(printed)])[0]?.outcome).toBe('none')
    const creeping = Array.from({ length: 200 }, (_, index) => (100 + index * 0.01).toFixed(2))
    expect(testLastDigit(creeping).unfit).toContain('too little')
  })

  test('first digits are judged only over two powers of ten', () => {
    const generator = seededRandom(4)
    const wide = Array.from({ length: 300 }, () => 10 ** (4 * generator()))
    expect(judgeTogether([testLeadingDigit(wide)])[0]?.outcome).toBe('none')
    const sevens = wide.map((size) => 7 * 10 ** Math.floor(Math.log10(size)))
    expect(judgeTogether([testLeadingDigit(sevens)])[0]?.outcome).toBe('pattern')
    expect(testLeadingDigit(changes).unfit).toBe('the changes are all of one size')
  })

  test('pools that move alike are found; equal seeds that stand still are not', () => {
    const days = ['a', 'b', 'c', 'd', 'e']
    const pool = (name: string, amounts: readonly string[]) =>
      days.map((day, index) => ({ pool: name, day, units: amounts[index] ?? '' }))
    const moving = ['5', '6', '7', '7', '9']
    const seeds = ['8', '8', '8', '8', '8']
    const rows = [...pool('one', moving), ...pool('two', moving), ...pool('new', seeds), ...pool('newer', seeds)]
    expect(testIdenticalPools(rows)).toMatchObject({ sample: 5, statistic: 2, large: true, where: ['one', 'two'] })
    expect(testIdenticalPools([...rows].reverse())).toEqual(testIdenticalPools(rows))
    expect(testIdenticalPools(pool('one', moving)).statistic).toBeNull()
    expect(testIdenticalPools(rows.filter(({ day }) => day !== 'e')).statistic).toBeNull()
  })

  test('a jump that nothing explains is found; a booked or announced one is not', () => {
    const generator = seededRandom(5)
    const steps = Array.from(
      { length: 60 },
      (_, index): FundStep => ({
        day: `d${String(index).padStart(2, '0')}`,
        ms: 86_400_000,
        before: 1000,
        change: normal(generator),
        typed: null,
        announced: false,
      }),
    )
    const jump = (extra: Partial<FundStep>) =>
      testJumps(steps.map((step, index) => (index === 30 ? { ...step, change: 500, ...extra } : step)))
    expect(jump({})).toMatchObject({ statistic: 1, large: true, where: ['d30'] })
    expect(jump({ announced: true }).statistic).toBe(0)
    expect(jump({ typed: 300 }).statistic).toBe(0)
    expect([jump({ typed: 200 }).statistic, jump({ typed: -600 }).statistic]).toEqual([1, 1])
    expect(jump({ before: 20_000 }).statistic).toBe(0)
    const scaled = steps.map((step) => ({ ...step, before: step.before * 1e6, change: step.change * 1e6 }))
    expect(testJumps(scaled)).toEqual(testJumps(steps))
    const uneven = steps.map((step, index) => (index % 10 === 0 ? { ...step, change: 500 } : step))
    expect(testJumps(uneven).unfit).toContain('more than one in twenty')
    const longer = steps.map((step, index) => (index === 30 ? { ...step, change: 500, ms: 5 * step.ms } : step))
    expect(testJumps(longer)).toMatchObject({ sample: 59, statistic: 0 })
    expect(testJumps(steps.map((step) => ({ ...step, change: 0 }))).unfit).toBe('most changes are alike')
  })

  test('open interest that moves by more than was traded is found, once is a slip', () => {
    const day = (index: number, range: number) => ({ market: 'BTC', day: `d${index}`, range, volume: 100 })
    const quiet = Array.from({ length: 30 }, (_, index) => day(index, 90))
    expect(testTurnover(quiet)).toMatchObject({ sample: 30, statistic: 0, large: false })
    expect(testTurnover([...quiet, day(30, 120)])).toMatchObject({ statistic: 1, large: false })
    expect(testTurnover([...quiet, day(30, 120), day(31, 104), day(32, 106)])).toMatchObject({
      statistic: 2,
      large: true,
      where: ['BTC d30', 'BTC d32'],
    })
  })

  test('a balance that stands still while much is liquidated is found', () => {
    const days = Array.from({ length: 60 }, (_, index) => ({
      day: `d${index}`,
      change: index % 10 === 0 ? 0 : 5,
      liquidatedUsd: index % 10 === 0 ? 1e9 : 1e6,
    }))
    expect(testFlatLining(days)).toMatchObject({ sample: 6, statistic: 1, large: true })
    expect(testFlatLining(days.map((day) => ({ ...day, change: 5 })))).toMatchObject({ statistic: 0, large: false })
    expect(testFlatLining(days.slice(0, 30)).statistic).toBeNull()
  })
})

describe('judging the tests of one venue together', () => {
  test('one p among many counts less', () => {
    const row = { ...testChangeAgainst('change_volume', []), sample: 60, statistic: 0.9, p: 0.004, large: true }
    expect(judgeTogether([row])[0]?.outcome).toBe('pattern')
    const many = judgeTogether([row, ...Array.from({ length: 4 }, () => ({ ...row, p: 0.5, large: false }))])
    expect(many[0]).toMatchObject({ outcome: 'none', pAdjusted: 0.02 })
  })
})
