import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { EventStages } from '@/app/events/[event]/event-stages'
import { EventsTable } from '@/app/events/events-table'
import {
  describeEventsQuery,
  eventChoices,
  eventsQueryProblems,
  filterEvents,
  parseEventsQuery,
} from '@/app/events/query'
import type { EventRow } from '@/lib/queries/dto/record'
import { eventRows } from '@/lib/record/rows'
import { EVENT_STAGES } from '@/lib/record/schema'
import { amountMeaningWords, confidenceWords, eventRungs, stagesInOrder, stageWord } from '@/lib/render/event-words'
import { plainWord } from '@/lib/render/words'

const events: readonly EventRow[] = eventRows()
const none = { venue: null, kind: null, year: null }

describe('filters', () => {
  test('take an empty field as any, and cut nothing away', () => {
    expect(parseEventsQuery({ venue: '', kind: ' ', year: undefined })).toEqual(none)
    expect(filterEvents(events, none)).toHaveLength(38)
  })

  test('narrow by venue, kind and year together', () => {
    const shown = filterEvents(events, { venue: 'bitmex', kind: 'drawdown', year: '2018' })
    expect(shown.length).toBe(4)
    expect(shown.every((event) => event.venue === 'bitmex' && event.start?.startsWith('2018'))).toBe(true)
  })

  test('find an event in every year it touches', () => {
    const [first] = events
    if (first === undefined) throw new Error('the record holds no event')
    const long = { ...first, start: '2019-12-30', end: '2021-01-02' }
    expect(eventChoices([long]).years).toEqual(['2021', '2020', '2019'])
    expect(filterEvents([long], { ...none, year: '2020' })).toHaveLength(1)
    expect(filterEvents([long], { ...none, year: '2022' })).toHaveLength(0)
  })

  test('name a value no event has, with what is accepted', () => {
    const choices = eventChoices(events)
    expect(eventsQueryProblems({ venue: 'bitmex', kind: 'adl', year: '2020' }, choices)).toEqual([])
    const [problem] = eventsQueryProblems({ ...none, kind: 'explosion' }, choices)
    expect(problem).toMatch(/^kind is “explosion”; accepted: adl, backstop_loss, /)
    expect(describeEventsQuery({ ...none, year: '2020' }, String)).toEqual(['in 2020'])
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

test('the list has a row per event, with its amount in words and the mark of a copy', () => {
  const html = renderToStaticMarkup(
    createElement(EventsTable, { caption: 'Events', rows: events.map((event) => ({ event, venueName: event.venue })) }),
  )
  expect(html.match(/scope="row"/g)).toHaveLength(38)
  expect(html.match(/amount is /g)).toHaveLength(events.filter((event) => event.amount !== null).length)
  expect(html.match(/via copy/g)).toHaveLength(events.filter((event) => event.viaCopy).length)
  expect(html).not.toContain(' style=')
})
