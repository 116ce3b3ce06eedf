import { describe, expect, test } from 'vitest'
import type { StatusSource } from '@/lib/queries/dto'
import { describeStates, formatCadence, lagInCadences, statusSummary } from '@/lib/render/status-text'

const AT = '2026-03-01T12:00:00.000Z'

function makeSource(overrides: Partial<StatusSource> = {}): StatusSource {
  return {
    venue: 'acme',
    venueName: 'Acme',
    source: 'fund',
    kind: 'fund',
    cadenceS: 60,
    docsUrl: null,
    state: 'live',
    lastAttemptAt: AT,
    lastSuccessAt: AT,
    lastChangedAt: AT,
    consecutiveFailures: 0,
    failingSince: null,
    errorKind: null,
    errorMessage: null,
    errorSample: null,
    errorAt: null,
    rowsWritten: 1,
    rowsRejected: 0,
    lastRunRejected: 0,
    lagS: 12,
    failure: null,
    ...overrides,
  }
}

const unreached = makeSource({ state: 'failing', consecutiveFailures: 3, errorKind: 'network', lastSuccessAt: null })

describe('the summary of collection', () => {
  test('says that no exchange could be reached only when none was', () => {
    expect(statusSummary([unreached, unreached])).toMatch(/^No exchange could be reached/)
    expect(statusSummary([unreached, makeSource()])).toMatch(/^1 source of 2 is late, failing or withdrawn/)
    expect(statusSummary([makeSource({ ...unreached, errorKind: 'schema' })])).not.toMatch(/reached/)
  })

  test('keeps apart all well, nothing asked and nothing declared', () => {
    expect(statusSummary([makeSource(), makeSource({ state: 'unchanged' })])).toBe(
      'Every source that was asked answers on time.',
    )
    expect(statusSummary([makeSource({ lastAttemptAt: null, state: 'none' })])).toBe('No source has been asked yet.')
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
