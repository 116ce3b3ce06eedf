import { describe, expect, test } from 'vitest'
import { CRITERIA, type Criterion, type Mark } from '@/lib/core/disclosure'
import type { GradedMark } from '@/lib/core/metrics/disclosure'
import { STAGE_REQUIREMENTS, stageOf } from '@/lib/core/metrics/disclosure-stage'

type Marks = Partial<Record<Criterion, Mark>>

const marksOf = (given: Marks, others: Mark): readonly GradedMark[] =>
  CRITERIA.map((criterion) => ({
    criterion,
    mark: given[criterion] ?? others,
    evidenceLevel: 'E1',
    evidenceUrl: 'https://example.com',
    observedOn: '2026-11-01',
    note: '',
    validUntil: '2027-11-01',
    expired: null,
    capturesSince: null,
    downgrade: null,
  }))
const stage = (given: Marks, others: Mark = 'partly') => stageOf(marksOf(given, others), 'fresh')
const reasons = (result: ReturnType<typeof stage>, standing: string) =>
  result.requirements.filter((item) => item.standing === standing).map((item) => item.reason)

describe('stageOf', () => {
  test('asks for what methodology 5.4 lists', () => {
    const list = (number: 1 | 2) =>
      STAGE_REQUIREMENTS.filter((item) => item.stage === number).map(({ criterion, needs }) => `${criterion} ${needs}`)
    expect(list(1)).toEqual([
      'T1 yes',
      ...['T2', 'T3', 'T5', 'T6', 'T9', 'T10', 'T13'].map((criterion) => `${criterion} partly`),
      'feed fresh',
    ])
    expect(list(2)).toEqual([
      ...['T2', 'T3', 'T5', 'T6', 'T9', 'T10', 'T13'].map((criterion) => `${criterion} yes`),
      'T7 yes',
      'T12 partly',
    ])
  })

  test('is 1 with a full T1 and parts of the rest, and 2 only when all it asks for is met', () => {
    expect(stage({ T1: 'yes' }).stage).toBe(1)
    expect(stage({}, 'yes').stage).toBe(2)
    expect(stage({ T12: 'partly', T4: 'no', T8: 'no', T11: 'no', T14: 'no' }, 'yes').stage).toBe(2)
    expect(stage({ T7: 'partly' }, 'yes').stage).toBe(1)
    expect(reasons(stage({ T7: 'partly' }, 'yes'), 'missed')).toEqual([
      'T7 is partly met, and a full mark is asked for',
    ])
  })

  test('is 0 for every requirement of stage 1 missed, with the reason', () => {
    for (const criterion of ['T2', 'T3', 'T5', 'T6', 'T9', 'T10', 'T13'] as const) {
      const result = stage({ [criterion]: 'no' }, 'yes')
      expect([criterion, result.stage]).toEqual([criterion, 0])
      expect(reasons(result, 'missed')[0]).toBe(`${criterion} is not met, and at least a part is asked for`)
    }
    expect(stage({ T1: 'partly' }, 'yes').stage).toBe(0)
  })

  test('is under review while anything it asks for is, but never hides a miss', () => {
    expect(stage({ T9: 'under_review' }, 'yes').stage).toBeNull()
    expect(stage({ T9: 'under_review', T10: 'no' }, 'yes').stage).toBe(0)
    expect(stage({ T7: 'under_review' }, 'yes').stage).toBe(1)
    expect(reasons(stage({ T7: 'under_review' }, 'yes'), 'open')).toEqual(['T7 is under review'])
  })

  test('names the day evidence stopped counting', () => {
    const marks = marksOf({}, 'yes').map((item) =>
      item.criterion === 'T9'
        ? { ...item, mark: 'under_review' as const, expired: { mark: 'yes' as const, on: '2026-10-01' } }
        : item,
    )
    const result = stageOf(marks, 'fresh')
    expect(result.stage).toBeNull()
    expect(reasons(result, 'open')).toEqual([
      'T9 has evidence that counted until 2026-10-01',
      'T9 has evidence that counted until 2026-10-01',
    ])
  })

  test('a feed that is stale or that we do not read leaves the stage open, one withdrawn settles it', () => {
    const marks = marksOf({}, 'yes')
    expect(stageOf(marks, 'stale').stage).toBeNull()
    expect(stageOf(marks, 'withdrawn').stage).toBe(0)
    expect(stageOf(marks, 'none').stage).toBeNull()
  })

  test('what does not apply is not asked for', () => {
    expect(stage({ T12: 'not_applicable', T5: 'not_applicable' }, 'yes').stage).toBe(2)
  })

  test('the floor is the lowest of five marks and the criteria that have it', () => {
    expect(stage({ T1: 'yes', T9: 'no', T4: 'no' }).floor).toEqual({ mark: 'no', criteria: ['T9'] })
    expect(stage({ T9: 'no', T7: 'under_review' }).floor.mark).toBe('no')
    expect(stage({ T7: 'under_review' }).floor).toEqual({ mark: 'under_review', criteria: ['T7'] })
    expect(stage({}, 'yes').floor.mark).toBe('yes')
  })

  test('the sum is stated only when every fitting criterion is judged', () => {
    expect(stage({ T1: 'yes', T4: 'no' }).sum).toEqual({ points: 14, of: 28 })
    expect(stage({ T12: 'not_applicable' }, 'yes').sum).toEqual({ points: 26, of: 26 })
    expect(stage({ T8: 'under_review' }, 'yes').sum).toBeNull()
  })
})
