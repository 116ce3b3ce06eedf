import { describe, expect, test } from 'vitest'
import { verdict } from '@/lib/render/verdict'
import { makeAdl, makeBalance, makeFund, makeLatest, makeVenuePage, noLatest } from '@/tests/support/dto-factories'

describe('verdict', () => {
  test('says what stands behind what, from data only', () => {
    const page = makeVenuePage({ adl: [makeAdl('A', { level: 2 }), makeAdl('B', { level: 0 })] })
    expect(verdict(page)).toEqual([
      '$412M in 2 pools stands behind $9.10B of open interest (4.5 %).',
      'The thinnest pool of size covers 0.41 %.',
      'A fall of 8.0 to 15 % would empty it, depending on leverage.',
      'ADL is near in 1 market.',
      'Checked 2026-03-01 12:00 UTC.',
    ])
  })

  test('counts neither components nor reserves as pools', () => {
    const funds = [makeFund('A'), makeFund('part', { partOf: 'A' }), makeFund('safu', { fundType: 'protection' })]
    expect(verdict(makeVenuePage({ funds }))[0]).toBe('$412M stands behind $9.10B of open interest (4.5 %).')
  })

  test('names a vault as one', () => {
    const page = makeVenuePage({
      latest: makeLatest({ fundType: 'vault' }),
      funds: [makeFund('hlp', { fundType: 'vault' })],
    })
    expect(verdict(page)[0]).toMatch(/^\$412M in one vault stands behind/)
  })

  test('gives the reason for a missing fund, and the open interest all the same', () => {
    const latest = { ...noLatest, oiUsd: '3100000000' }
    const page = makeVenuePage({ latest, funds: [], fundAbsence: 'not disclosed by API' })
    expect(verdict({ ...page, adlProfile: { ...page.adlProfile, absence: 'no public signal' } })).toEqual([
      'No fund figure: not disclosed by API. Open interest is $3.10B.',
      'ADL: no public signal.',
    ])
  })

  test('gives the reason for missing coverage and a missing band', () => {
    const latest = makeLatest({
      coverage: null,
      weakestFund: null,
      exhaustionMove: null,
      reason: '3 of 612 markets missing',
    })
    const page = makeVenuePage({ latest, exhaustionReason: 'highest leverage unknown', funds: [makeFund('A')] })
    expect(verdict(page).slice(0, 2)).toEqual([
      '$412M. Coverage is not stated: 3 of 612 markets missing.',
      'The fall that would empty it is not stated: highest leverage unknown.',
    ])
  })

  test('says that an empty fund is empty, and that a band may be open', () => {
    const empty = makeVenuePage({ latest: makeLatest({ exhaustionMove: { low: 0, central: 0, high: 0 } }) })
    expect(verdict(empty)).toContain('It is empty.')
    const open = makeVenuePage({ latest: makeLatest({ exhaustionMove: { low: 0.19, central: 0.3, high: null } }) })
    expect(verdict(open)).toContain('A fall of 19 % or more would empty it, depending on leverage.')
  })

  test('tells a late, a failing and a withdrawn source from a checked one', () => {
    const last = (state: 'late' | 'failing' | 'withdrawn' | 'unchanged') =>
      verdict(makeVenuePage({ latest: makeLatest({ state }) })).at(-1)
    expect(last('late')).toBe('Last checked 2026-03-01 12:00 UTC: late.')
    expect(last('failing')).toBe('Last checked with success 2026-03-01 12:00 UTC: the source is failing.')
    expect(last('withdrawn')).toBe('Last checked 2026-03-01 12:00 UTC; the venue has stopped publishing it.')
    expect(last('unchanged')).toBe('Checked 2026-03-01 12:00 UTC.')
  })

  test('says of ADL where it is highest, and nothing where it is calm', () => {
    const adlOf = (...levels: (0 | 1 | 2 | 3 | null)[]) =>
      verdict(makeVenuePage({ adl: levels.map((level, index) => makeAdl(`M${index}`, { level })) })).at(-2)
    expect(adlOf(0, 0)).toBe('ADL is near in no market.')
    expect(adlOf(1, 3, 3)).toBe('ADL is active in 2 markets.')
    expect(adlOf(null)).toBe('ADL: not yet collected.')
  })

  test('states only the record of a closed venue, with its last balances', () => {
    const fund = makeFund('xbt', {
      balances: [makeBalance({ asset: 'XBT', units: '3699.32', observedAt: '2026-09-11T00:00:00.000Z' })],
    })
    const closed = makeVenuePage({ status: 'closed', latest: noLatest, funds: [fund] })
    expect(verdict(closed)).toEqual([
      'Nothing dated is on record.',
      'Last published balances: 3,699.32 XBT (2026-09-11).',
    ])
  })
})
