import { describe, expect, test } from 'vitest'
import type { StatusSource } from '@/lib/queries/dto/status'
import { toStatusPage } from '@/lib/queries/status-page'
import { makeStatusSource } from '@/tests/support/dto-factories'

const meta = { generatedAt: '2026-03-01T12:00:30.000Z', dataAsOf: null, asOf: null }
const page = (sources: readonly StatusSource[]) => toStatusPage({ sources, meta }, 'https://coverline.test')
const failing = makeStatusSource({
  source: 'open_interest',
  kind: 'open_interest',
  state: 'failing',
  consecutiveFailures: 3,
  failingSince: '2026-03-01T11:50:00.000Z',
  errorKind: 'html',
  errorMessage: 'the answer is not JSON',
  errorSample: '<!doctype html>',
  failure: 'the format changed: answers cannot be read since 11:50',
  lastRunRejected: 4,
})

describe('the status page in the common shape', () => {
  test('has a component per venue and one per source below it', () => {
    const { components, status, incidents } = page([
      makeStatusSource(),
      makeStatusSource({ venue: 'zeta', venueName: 'Zeta' }),
    ])
    expect(components.map(({ name, group, status: word }) => [name, group, word])).toEqual([
      ['Acme', true, 'operational'],
      ['fund', false, 'operational'],
      ['Zeta', true, 'operational'],
      ['fund', false, 'operational'],
    ])
    const [acme, fund] = components
    expect(fund?.group_id).toBe(acme?.id)
    expect(acme?.components).toEqual([fund?.id])
    expect(new Set(components.map((component) => component.id)).size).toBe(4)
    expect([status.indicator, incidents]).toEqual(['none', []])
  })

  test('opens an incident for what fails, with kind, message and since when', () => {
    const { components, incidents, status } = page([makeStatusSource(), failing])
    expect(status).toEqual({ indicator: 'major', description: '1 of 2 sources are late, failing or withdrawn' })
    expect(components[0]).toMatchObject({ name: 'Acme', status: 'major_outage' })
    expect(components[2]?.source).toMatchObject({
      error_sample: '<!doctype html>',
      rows_rejected_last_run: 4,
      state: 'failing',
    })
    expect(incidents).toHaveLength(1)
    expect(incidents[0]).toMatchObject({
      name: 'Acme open_interest: failing',
      impact: 'major',
      status: 'identified',
      started_at: '2026-03-01T11:50:00.000Z',
      resolved_at: null,
      components: [components[2]?.id],
    })
    expect(incidents[0]?.incident_updates[0]?.body).toBe(
      'the format changed: answers cannot be read since 11:50 (html: the answer is not JSON)',
    )
  })

  test('keeps the id of an incident while it lasts, and gives a new one to the next', () => {
    const idOf = (source: StatusSource) => page([source]).incidents[0]?.id
    expect(idOf({ ...failing, consecutiveFailures: 9, lastAttemptAt: '2026-03-01T12:30:00.000Z' })).toBe(idOf(failing))
    expect(idOf({ ...failing, failingSince: '2026-03-02T11:50:00.000Z' })).not.toBe(idOf(failing))
  })

  test.each([
    ['live', 'operational', 'none'],
    ['unchanged', 'operational', 'none'],
    ['none', 'operational', 'none'],
    ['late', 'degraded_performance', 'minor'],
    ['withdrawn', 'partial_outage', 'minor'],
    ['failing', 'major_outage', 'major'],
  ] as const)('%s is %s', (state, word, indicator) => {
    const { components, status } = page([makeStatusSource(), makeStatusSource({ source: 'other', state })])
    expect([components[2]?.status, status.indicator]).toEqual([word, indicator])
  })

  test('is critical when nothing that was asked works, and says so when nothing was asked', () => {
    expect(page([failing]).status.indicator).toBe('critical')
    expect(page([makeStatusSource({ state: 'none', lastAttemptAt: null })]).status.description).toBe(
      'No source has been asked yet',
    )
  })
})
