import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { EpisodeView } from '@/app/events/[event]/episode-view'
import { EventStages } from '@/app/events/[event]/event-stages'
import { EventsTable } from '@/app/events/events-table'
import {
  describeEventsQuery,
  eventsPageHref,
  eventsQueryProblems,
  parseEventsQuery,
  toHappeningQuery,
} from '@/app/events/query'
import type { EpisodeDto, EpisodePage, FundSpanRow } from '@/lib/queries/dto/episode'
import type { EventRow } from '@/lib/queries/dto/record'
import { eventRows } from '@/lib/record/rows'
import { EVENT_STAGES } from '@/lib/record/schema'
import { amountMeaningWords, confidenceWords, eventRungs, stagesInOrder, stageWord } from '@/lib/render/event-words'
import { plainWord } from '@/lib/render/words'

const events: readonly EventRow[] = eventRows()
const none = { source: null, venue: null, kind: null, year: null, severity: null, page: null }
const known = { kinds: ['adl', 'drawdown'], venues: ['bitmex', 'bybit'], years: ['2020', '2018'] }

describe('filters', () => {
  test('take an empty field as any, and the first page', () => {
    expect(parseEventsQuery({ venue: '', kind: ' ', year: undefined })).toEqual(none)
    expect(toHappeningQuery(none)).toEqual({
      source: null,
      venue: null,
      kind: null,
      year: null,
      severity: null,
      page: 1,
    })
  })

  test('read what the address asks for', () => {
    const asked = {
      source: 'detected',
      venue: 'bybit',
      kind: 'net_outflow',
      year: '2018',
      severity: 'severe',
      page: '3',
    }
    expect(toHappeningQuery(parseEventsQuery(asked))).toEqual({ ...asked, year: 2018, page: 3 })
    expect(eventsQueryProblems(parseEventsQuery(asked), known)).toEqual([])
  })

  test('name a value the list does not know, with what is accepted', () => {
    const wrong = { source: 'both', venue: 'nobody', kind: 'explosion', year: '1999', severity: 'huge', page: '0' }
    const problems = eventsQueryProblems(parseEventsQuery(wrong), known)
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(Object.keys(wrong))
    expect(problems[2]).toBe('kind is “explosion”; accepted: net_outflow, bankruptcy_loss, adl, drawdown')
    expect(toHappeningQuery(parseEventsQuery(wrong))).toMatchObject({ source: null, severity: null, page: 1 })
    expect(describeEventsQuery({ ...none, year: '2020', source: 'detected' }, String)).toEqual([
      'detected in balances',
      'in 2020',
    ])
  })

  test('keep the filter from page to page', () => {
    expect(eventsPageHref({ ...none, venue: 'bybit', page: '2' }, 3)).toBe('/events?venue=bybit&page=3')
    expect(eventsPageHref({ ...none, page: '2' }, 1)).toBe('/events')
  })
})

describe('words', () => {
  test('every amount of the record says what it is in a sentence of its own', () => {
    const meanings = new Set(events.flatMap((event) => event.amountMeaning ?? []))
    for (const meaning of meanings) expect(amountMeaningWords(meaning)).not.toBe(plainWord(meaning))
    expect(meanings.size).toBe(14)
    expect(amountMeaningWords(null)).toBeNull()
  })

  test('every stage of the record has words and a layer of its own', () => {
    const rungs = eventRungs(EVENT_STAGES)
    expect(rungs.map(({ layer }) => layer)).toEqual([
      'Insurance fund',
      'Backstop vault',
      'Auto-deleveraging',
      'Socialised loss',
      'Money of the company or its treasury',
      'Outside the order',
    ])
    expect(rungs.flatMap(({ reached }) => reached).sort()).toEqual(EVENT_STAGES.map(stageWord).sort())
    expect(new Set(EVENT_STAGES.map(stageWord)).size).toBe(EVENT_STAGES.length)
  })

  test('stages stand in the order of the waterfall, however the record lists them', () => {
    expect(stagesInOrder(['company_compensation', 'adl', 'fund_used'])).toEqual([
      'fund used',
      'ADL',
      'company paid users',
    ])
    expect(stagesInOrder(['some_new_stage'])).toEqual(['some new stage'])
  })

  test('every confidence of the record is explained', () => {
    for (const event of events) expect(Object.keys(confidenceWords)).toContain(event.confidence)
  })
})

test('the ladder says what is on record and what is not', () => {
  const html = renderToStaticMarkup(createElement(EventStages, { stages: ['fund_used', 'adl'] }))
  expect(html.match(/on record: /g)).toHaveLength(2)
  expect(html.match(/not on record/g)).toHaveLength(4)
})

const detected: EpisodeDto = {
  episode: '2026-11-19-bybit-usdt',
  revision: 1,
  retracted: false,
  venue: 'bybit',
  venueName: 'Bybit',
  fund: 'usdt',
  label: 'USDT pool',
  partOf: null,
  asset: 'USDT',
  levelBasis: 'units',
  severity: 'material',
  levels: { minor: 'reached', material: 'reached', severe: 'unobservable' },
  cause: 'net_outflow',
  startedAt: '2026-11-18T10:00:00.000Z',
  crossedAt: '2026-11-19T10:00:00.000Z',
  troughAt: '2026-11-19T10:00:00.000Z',
  untilAt: '2026-11-19T10:00:00.000Z',
  recoveredAt: null,
  brokenAt: null,
  before: { units: '1000', usd: '1000', sha256: 'ab'.repeat(32) },
  trough: { units: '600', usd: '600', sha256: 'cd'.repeat(32) },
  fall: 0.4,
  fall24h: 0.4,
  fall8h: null,
  samples: 2,
  expectedSamples: 2,
  longestGapS: 86_400,
  note: null,
  basis: 'collected',
  recordedAt: '2026-11-19T10:10:00.000Z',
}

test('the list has a row per event, with its amount in words and the mark of a copy', () => {
  const rows = [
    ...events.map((event) => ({ source: 'record' as const, event })),
    { source: 'detected' as const, episode: detected },
  ]
  const html = renderToStaticMarkup(createElement(EventsTable, { caption: 'Events', rows }))
  expect(html.match(/scope="row"/g)).toHaveLength(39)
  expect(html.match(/amount is /g)).toHaveLength(events.filter((event) => event.amount !== null).length)
  expect(html.match(/via copy/g)).toHaveLength(events.filter((event) => event.viaCopy).length)
  expect(html).toContain('href="/events/2026-11-19-bybit-usdt"')
  expect(html).toContain('Net outflow of 40 % from Bybit · USDT pool')
  expect(html).toContain('2 samples, 2 expected, longest gap 24 h')
  expect(html).not.toContain(' style=')
})

const span: FundSpanRow = {
  venue: 'bybit',
  venueName: 'Bybit',
  fund: 'usdt',
  label: 'USDT pool',
  asset: 'USDT',
  measure: 'units',
  before: { at: detected.startedAt, units: '1000', usd: '1000', sha256: 'ab'.repeat(32) },
  trough: { at: detected.troughAt, units: '600', usd: '600', sha256: 'cd'.repeat(32) },
  recovered: null,
  fall: 0.4,
  fallOverOi: null,
  fallOverOiReason: 'open interest before it not known',
  oiUsd: null,
  adl: { answer: 'unknown', why: 'no public signal stored for these days' },
  sampling: {
    samples: 2,
    expected: 2,
    longestGapS: 86_400,
    levels: { minor: 'observable', material: 'observable', severe: 'unobservable' },
  },
  basis: 'collected',
}

describe('an episode page', () => {
  const page: EpisodePage = {
    episode: detected,
    spans: {
      start: detected.startedAt,
      end: detected.untilAt,
      rows: [span],
      missing: [{ venue: 'okx', name: 'OKX', why: 'no balance stored for these days' }],
    },
    charts: [],
    window: { from: '2026-11-15T00:00:00.000Z', to: '2026-11-26T00:00:00.000Z' },
    others: [],
    events: [],
    figures: [],
    meta: { generatedAt: '2026-11-20T00:00:00.000Z', dataAsOf: null, asOf: null },
  }
  const render = (changes: Partial<EpisodePage> = {}) =>
    renderToStaticMarkup(createElement(EpisodeView, { page: { ...page, ...changes }, adl: [] }))

  test('says what is not observable, never that there was none, and leads to the bytes', () => {
    const html = render()
    expect(html).toContain('severe, 30 % in 8 h: unobservable: samples lie further apart than the window')
    expect(html).toContain('unobservable: 30 % in 8 h')
    expect(html).toContain('not yet recovered')
    expect(html).toContain(`/evidence/${'ab'.repeat(32)}`)
    expect(html).toContain('open interest before it not known')
    expect(html).toContain('OKX</a>: no balance stored for these days')
    expect(html).toContain('Use by liquidations, a withdrawal by the venue and a move elsewhere look the same.')
    expect(html).not.toContain(' style=')
  })

  test('is called a loss only by the venue’s own flow, and tells that it was retracted', () => {
    expect(render({ episode: { ...detected, cause: 'bankruptcy_loss' } })).toContain('Bankruptcy loss of 40 % at ')
    expect(render({ episode: { ...detected, retracted: true } })).toContain('This episode is retracted.')
  })
})
