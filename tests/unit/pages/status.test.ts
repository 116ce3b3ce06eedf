import { describe, expect, test } from 'vitest'
import { describeStates, formatCadence, lagInCadences, statusSummary } from '@/lib/render/status-text'
import { makeStatusSource } from '@/tests/support/dto-factories'

const unreached = makeStatusSource({
  state: 'failing',
  consecutiveFailures: 3,
  errorKind: 'network',
  lastSuccessAt: null,
})

describe('the summary of collection', () => {
  test('says that no exchange could be reached only when none was', () => {
    expect(statusSummary([unreached, unreached])).toMatch(/^No exchange could be reached/)
    expect(statusSummary([unreached, makeStatusSource()])).toMatch(/^1 source of 2 is late, failing or withdrawn/)
    expect(statusSummary([makeStatusSource({ ...unreached, errorKind: 'schema' })])).not.toMatch(/reached/)
  })

  test('does not call a source on time that failed once and is not late yet', () => {
    const failed = makeStatusSource({
      state: 'none',
      consecutiveFailures: 1,
      errorKind: 'network',
      lastSuccessAt: null,
    })
    expect(statusSummary([failed, makeStatusSource(), makeStatusSource({ lastAttemptAt: null, state: 'none' })])).toBe(
      '1 source of 2 asked failed at the last attempt; none is late yet.',
    )
  })

  test('keeps apart all well, nothing asked and nothing declared', () => {
    expect(statusSummary([makeStatusSource(), makeStatusSource({ state: 'unchanged' })])).toBe(
      'Every source that was asked answers on time.',
    )
    expect(statusSummary([makeStatusSource({ lastAttemptAt: null, state: 'none' })])).toBe(
      'No source has been asked yet.',
    )
    expect(statusSummary([])).toBe('No source is declared.')
  })
})

test('lag is counted in cadences', () => {
  expect(lagInCadences({ lagS: 90, cadenceS: 60 })).toBe('1.5')
  expect(lagInCadences({ lagS: null, cadenceS: 60 })).toBeNull()
})

test('a cadence under a minute keeps its seconds', () => {
  expect([30, 60, 900, 86_400].map(formatCadence)).toEqual(['30 s', '1 min', '15 min', '24 h'])
})

test('only states that occur are named', () => {
  expect(describeStates({ live: 2, unchanged: 0, late: 0, failing: 1, withdrawn: 0, none: 3 })).toBe(
    '2 live, 1 failing, 3 not collected',
  )
})
