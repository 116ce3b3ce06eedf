import { describe, expect, test } from 'vitest'
import { criteria, criteriaRows, summariseMarks } from '@/lib/render/criteria'
import { confusions, limits, orderAdl, orderFunds, orderMarkets, remarkOn, venueKicker } from '@/lib/render/venue-text'
import { adlLevelWord, asSentence, markWord, plainWord } from '@/lib/render/words'
import { makeAdl, makeFund, makeLatest, makeMarket, makeVenuePage } from '@/tests/support/dto-factories'

describe('order', () => {
  test('of funds: by open interest, components after their fund, reserves last, unknown after known', () => {
    const funds = [
      makeFund('reserve', { fundType: 'protection', oiUsd: null }),
      makeFund('small', { oiUsd: '9' }),
      makeFund('part', { partOf: 'big', oiUsd: '99999' }),
      makeFund('unknown', { oiUsd: null }),
      makeFund('big', { oiUsd: '1000000000000000000000' }),
      makeFund('orphan', { partOf: 'gone', oiUsd: '1' }),
    ]
    expect(orderFunds(funds).map(({ fund }) => fund)).toEqual(['big', 'part', 'small', 'orphan', 'unknown', 'reserve'])
  })

  test('of ADL signals: nearest to the trigger first, ungraded last', () => {
    const rows = [
      makeAdl('none', { proximity: null, level: null }),
      makeAdl('word', { proximity: null, level: 2 }),
      makeAdl('calm', { proximity: 0.1 }),
      makeAdl('hot', { proximity: 1.2 }),
    ]
    expect(orderAdl(rows).map(({ subject }) => subject)).toEqual(['hot', 'calm', 'word', 'none'])
  })

  test('of markets: by open interest, unknown last, ties by name', () => {
    const rows = [
      makeMarket('z', { valueUsd: null }),
      makeMarket('b', { valueUsd: '10' }),
      makeMarket('a', { valueUsd: '10' }),
      makeMarket('c', { valueUsd: '9' }),
    ]
    expect(orderMarkets(rows).map(({ market }) => market)).toEqual(['a', 'b', 'c', 'z'])
  })
})

describe('words', () => {
  test('tell what a fund is not, and add a reserve only where there is one', () => {
    expect(confusions(makeVenuePage())).toHaveLength(3)
    expect(confusions(makeVenuePage({ funds: [makeFund('safu', { fundType: 'protection' })] }))).toHaveLength(4)
    expect(confusions(makeVenuePage({ latest: makeLatest({ fundType: 'vault' }) }))[0]).toMatch(/depositors’ money/)
  })

  test('state three limits and never judge', () => {
    const said = [
      ...limits({ disclosure: 'api' }),
      ...limits({ disclosure: 'onchain' }),
      ...confusions(makeVenuePage()),
    ]
    expect(said).toHaveLength(9)
    for (const line of said) expect(line).not.toMatch(/\b(safe|healthy|risky)\b/i)
    expect(limits({ disclosure: 'onchain' })[0]).toMatch(/read on chain/)
  })

  test('name the kind of venue, its fund, and how it discloses', () => {
    expect(venueKicker(makeVenuePage())).toBe('centralised exchange · insurance fund · discloses by: public API')
    expect(venueKicker(makeVenuePage({ recordOnly: true, status: 'closed', kind: 'dex' }))).toBe(
      'on-chain protocol · on record only · closed',
    )
  })

  test('say what remains of a reason once the missing fund is said', () => {
    const remark = (reason: string | null, fundAbsence: string | null) =>
      remarkOn({ latest: makeLatest({ reason }), fundAbsence })
    expect(
      remark('shown on a page only; no method for it; 2 of 9 estimated', 'shown on a page only; no method for it'),
    ).toBe('2 of 9 estimated')
    expect(remark('shown on a page only', 'shown on a page only')).toBeNull()
    expect(remark('2 of 9 estimated', null)).toBe('2 of 9 estimated')
    expect(remark(null, 'shown on a page only')).toBeNull()
  })

  test('make closed words readable', () => {
    expect(asSentence(' no fund figure: not disclosed.')).toBe('No fund figure: not disclosed.')
    expect(plainWord('fund_used')).toBe('fund used')
    expect(plainWord('adl')).toBe('ADL')
    expect(markWord('rebalancing')).toBe('announced rebalancing')
    expect(markWord('socialised_loss')).toBe('socialised loss')
    expect([0, 1, 2, 3].map(adlLevelWord)).toEqual(['none', 'elevated', 'near', 'active'])
    expect(() => adlLevelWord(4)).toThrow('not an ADL level: 4; accepted: 0 to 3')
  })
})

describe('disclosure criteria', () => {
  test('are fourteen, and those nobody has judged are under review', () => {
    expect(criteria.map(({ criterion }) => criterion)).toEqual(
      Array.from({ length: 14 }, (_, index) => `T${index + 1}`),
    )
    const rows = criteriaRows([
      {
        criterion: 'T2',
        mark: 'partly',
        evidenceLevel: 'E1',
        evidenceUrl: null,
        observedOn: null,
        note: 'page only',
        validUntil: null,
        expired: null,
        capturesSince: null,
        downgrade: null,
      },
    ])
    expect(rows.find(({ criterion }) => criterion === 'T2')).toMatchObject({
      mark: 'partly',
      judged: { note: 'page only' },
    })
    expect(summariseMarks(rows)).toBe('1 partly met, 13 under review')
  })
})
