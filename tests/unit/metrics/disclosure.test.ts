import { describe, expect, test } from 'vitest'
import { CRITERIA, type Criterion, type JudgedMark, type Mark } from '@/lib/core/disclosure'
import {
  addMonths,
  CAPTURES_DAYS,
  type FeedStanding,
  type GradeContext,
  gradeMarks,
} from '@/lib/core/metrics/disclosure'

const NOW = new Date('2026-11-23T12:00:00Z')
const DAY = 86_400_000

const mark = (criterion: Criterion, extra: Partial<JudgedMark> = {}): JudgedMark => ({
  criterion,
  mark: 'partly',
  evidenceLevel: 'E1',
  evidenceUrl: 'https://example.com/docs',
  observedOn: '2026-11-01',
  note: 'as documented',
  ...extra,
})
const feed = (extra: Partial<FeedStanding> = {}): FeedStanding => ({
  cadenceMs: 3_600_000,
  lastGoodAt: new Date(NOW.getTime() - 600_000),
  heldSince: new Date(NOW.getTime() - (CAPTURES_DAYS + 1) * DAY),
  passes: 31 * 24,
  ...extra,
})
const context = (extra: Partial<GradeContext> = {}): GradeContext => ({
  now: NOW,
  fundType: 'insurance',
  closed: false,
  feedOf: () => null,
  ...extra,
})
const graded = (judged: JudgedMark, extra: Partial<GradeContext> = {}) => {
  const found = gradeMarks([judged], context(extra)).find(({ criterion }) => criterion === judged.criterion)
  if (found === undefined) throw new Error('not graded')
  return found
}

describe('gradeMarks', () => {
  test('gives all fourteen in order; what nobody judged is under review', () => {
    const marks = gradeMarks([mark('T3')], context())
    expect(marks.map(({ criterion }) => criterion)).toEqual([...CRITERIA])
    expect(marks.filter((item) => item.mark === 'under_review')).toHaveLength(13)
  })

  test('has nothing left to judge at a closed venue, and keeps what was judged before', () => {
    const marks = gradeMarks([mark('T3')], context({ closed: true }))
    expect(marks.filter((item) => item.mark === 'not_applicable')).toHaveLength(13)
    expect(marks.find(({ criterion }) => criterion === 'T3')?.evidenceUrl).toBe(mark('T3').evidenceUrl)
  })

  test.each([
    ['E0', '2025-11-23', '2025-11-22'],
    ['E1', '2025-11-23', '2025-11-22'],
    ['E3', '2026-05-23', '2026-05-22'],
    ['E4', '2025-11-23', '2025-11-22'],
  ] as const)('evidence of level %s counts on its last day and not after', (evidenceLevel, valid, old) => {
    expect(graded(mark('T7', { mark: 'yes', evidenceLevel, observedOn: valid }))).toMatchObject({
      mark: 'yes',
      expired: null,
      validUntil: '2026-11-23',
    })
    expect(graded(mark('T7', { mark: 'yes', evidenceLevel, observedOn: old }))).toMatchObject({
      mark: 'under_review',
      expired: { mark: 'yes', on: '2026-11-22' },
    })
  })

  test('a mark of no expires like any other, and one without evidence is under review', () => {
    expect(graded(mark('T7', { mark: 'no', observedOn: '2024-01-01' })).expired?.mark).toBe('no')
    expect(graded(mark('T7', { observedOn: null })).mark).toBe('under_review')
    expect(graded(mark('T11', { mark: 'not_applicable', evidenceLevel: null, observedOn: null })).mark).toBe(
      'not_applicable',
    )
  })

  test('evidence of a feed counts for twice its cadence after the last good reading', () => {
    const judged = mark('T11', { mark: 'yes', evidenceLevel: 'E2' })
    const at = (ms: number) => ({ feedOf: () => feed({ lastGoodAt: new Date(NOW.getTime() - ms) }) })
    expect(graded(judged, at(7_200_000)).mark).toBe('yes')
    expect(graded(judged, at(7_200_001))).toMatchObject({ mark: 'under_review', expired: { mark: 'yes' } })
  })

  test('our own captures over time make a full mark of one that lacks only them', () => {
    const judged = mark('T1', { yesWithCaptures: true })
    expect(graded(judged, { feedOf: () => feed() })).toMatchObject({
      mark: 'yes',
      evidenceLevel: 'E2',
      capturesSince: '2026-10-23',
      validUntil: '2026-11-23T13:50:00.000Z',
    })
    const heldSince = new Date(NOW.getTime() - CAPTURES_DAYS * DAY)
    const kept: readonly [string, FeedStanding | null][] = [
      ['no feed', null],
      ['held for less than 30 days', feed({ heldSince })],
      ['read less than half as often as its cadence asks', feed({ passes: 300 })],
      ['not fresh', feed({ lastGoodAt: new Date(NOW.getTime() - 7_200_001) })],
    ]
    for (const [why, standing] of kept)
      expect([why, graded(judged, { feedOf: () => standing }).mark]).toEqual([why, 'partly'])
    expect(graded(mark('T1'), { feedOf: () => feed() }).mark).toBe('partly')
  })

  test('captures do not make up for documents that are too old', () => {
    const judged = mark('T1', { yesWithCaptures: true, observedOn: '2025-01-01' })
    expect(graded(judged, { feedOf: () => feed() })).toMatchObject({ mark: 'under_review', expired: { mark: 'yes' } })
  })

  test('a downgrade is announced until its day and in force from then on', () => {
    const downgrade = { to: 'no', on: '2026-11-23', reason: 'the page is gone' } as const
    expect(graded(mark('T8', { downgrade }))).toMatchObject({ mark: 'no', note: 'the page is gone', downgrade: null })
    const later = { ...downgrade, on: '2026-11-24' }
    expect(graded(mark('T8', { downgrade: later }))).toMatchObject({ mark: 'partly', downgrade: later })
  })

  test('sizing does not fit vaults and counterparty pools, unless the venue is judged on it', () => {
    for (const fundType of ['vault', 'counterparty'] as const) {
      const markOf = (judged: readonly JudgedMark[]): Mark | undefined =>
        gradeMarks(judged, context({ fundType })).find(({ criterion }) => criterion === 'T12')?.mark
      expect(markOf([])).toBe('not_applicable')
      expect(markOf([mark('T12')])).toBe('partly')
    }
  })
})

test('months are added by the calendar', () => {
  expect(addMonths('2026-08-31', 6)).toBe('2027-02-28')
  expect(addMonths('2024-02-29', 12)).toBe('2025-02-28')
  expect(addMonths('2026-11-23', 12)).toBe('2027-11-23')
})
