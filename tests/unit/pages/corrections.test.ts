import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Remarks } from '@/app/_components/remarks'
import { CorrectionsList } from '@/app/corrections/corrections-list'
import { RepliesList } from '@/app/corrections/replies-list'
import { RestatementsTable } from '@/app/corrections/restatements-table'
import type { CorrectionNote, CorrectionRow, ReplyView, RestatementView } from '@/lib/queries/dto/correction'
import { pageRecord, reportAddress, reportHref, reportText, rowNotes, shortRemarks } from '@/lib/render/correction-text'

const record = 'fund-balances/bybit/BTC%2FUSDT/USDT/2026-11-24T10:00:00.000Z'
const row: CorrectionRow = {
  id: '2026-11-25-bybit-1',
  date: '2026-11-25',
  venue: 'bybit',
  record,
  field: 'value_usd',
  was: '50',
  now: null,
  why: 'the price was of another asset',
  evidence: 'ab'.repeat(32),
  reportedBy: 'a reader',
  state: 'waiting',
  appliedAt: null,
}
const note: CorrectionNote = {
  id: row.id,
  date: row.date,
  about: 'fund',
  record,
  field: 'units',
  was: '50',
  now: '60',
  text: 'corrected 2026-11-25: units 50 → 60, a digit',
  path: '/corrections#2026-11-25-bybit-1',
}
const reply: ReplyView = {
  id: '2026-11-25-bybit-1',
  date: '2026-11-25',
  venue: 'bybit',
  about: 'coverage',
  text: 'Options <are> not counted.',
  saidBy: 'press office',
  disputes: true,
  sourceUrl: 'https://bybit.example/reply',
}
const restatement: RestatementView = {
  venue: 'bybit',
  thing: 'balance',
  hour: '2026-11-25T10:00:00.000Z',
  rows: 3,
  fromAt: '2026-11-24T10:00:00.000Z',
  toAt: '2026-11-24T12:00:00.000Z',
  subject: 'BTCUSDT, USDT',
  observedAt: '2026-11-24T11:00:00.000Z',
  before: '50',
  after: null,
  unit: 'units',
  why: 'A published correction.',
  path: '/api/v1/fund-balances.json?venue=bybit',
  simulated: false,
}
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('the lists of /corrections', () => {
  test('an entry has an address of its own, both values, reason, evidence, row and how it stands', () => {
    const html = renderToStaticMarkup(createElement(CorrectionsList, { corrections: [row] }))
    expect(html).toContain('id="2026-11-25-bybit-1"')
    expect(html).toContain(`href="/evidence/${'ab'.repeat(32)}"`)
    expect(html).toContain(`href="${reportHref(record)}"`)
    const text = textOf(html)
    expect(text).toMatch(/Bybit: value usd Was 50 Is — withdrawn Why The price was of another asset\./i)
    expect(text).toContain('reported by a reader')
    expect(text).toContain('not applied: the row is not in this database')
    expect(textOf(renderToStaticMarkup(createElement(CorrectionsList, { corrections: [] })))).toContain(
      'No correction has been published yet.',
    )
  })

  test('a restatement says how many rows, the largest change, why, and leads to the rows', () => {
    const html = renderToStaticMarkup(
      createElement(RestatementsTable, { restatements: [restatement], page: 2, hasMore: true }),
    )
    expect(html).toContain('href="/api/v1/fund-balances.json?venue=bybit"')
    expect(html).toContain('href="/corrections#restatements"')
    expect(html).toContain('href="/corrections?page=3#restatements"')
    expect(textOf(html)).toMatch(
      /3 balances .*BTCUSDT, USDT: 50 → — missing units at 2026-11-24 11:00 .*A published correction\./,
    )
    const only = renderToStaticMarkup(createElement(RestatementsTable, { restatements: [], page: 1, hasMore: false }))
    expect(textOf(only)).toContain('No stored value has been restated.')
    expect(only).not.toContain('<nav')
  })

  test('a reply is the venue’s words, with date and source, escaped', () => {
    const html = renderToStaticMarkup(createElement(RepliesList, { replies: [reply] }))
    expect(html).toContain('id="reply-2026-11-25-bybit-1"')
    expect(html).toContain('href="https://bybit.example/reply"')
    expect(html).toContain('Options &lt;are&gt; not counted.')
    expect(textOf(html)).toMatch(/Disputed by the venue, press office, 2026-11-25/)
  })
})

describe('what is said beside a figure', () => {
  test('a note leads to its entry', () => {
    const html = renderToStaticMarkup(createElement(Remarks, { corrections: [note], replies: [reply] }))
    expect(html).toContain('<a href="/corrections#2026-11-25-bybit-1">corrected 2026-11-25: units 50 → 60, a digit</a>')
    expect(renderToStaticMarkup(createElement(Remarks, {}))).toBe('')
  })

  test('short: corrected, disputed, each for the figure it is about', () => {
    const remarks = { corrections: [note], edited: [], replies: [reply] }
    expect(shortRemarks(remarks, ['fund'], ['fund'])).toEqual(['corrected 2026-11-25'])
    expect(shortRemarks(remarks, ['open_interest'], ['coverage'])).toEqual(['disputed'])
    expect(shortRemarks({ ...remarks, replies: [{ ...reply, disputes: false }] }, [], ['coverage'])).toEqual([])
    expect(rowNotes({ corrections: [note, { ...note, about: 'record' }] })).toEqual([{ ...note, about: 'record' }])
  })
})

describe('a report', () => {
  const text = reportText({
    record,
    title: 'Bybit: balance',
    stored: ['units: 50'],
    wrong: ' It is 60. ',
    right: '60',
    evidence: '',
    url: 'https://c.example/corrections/report',
  })

  test('names the row, what is stored and what is said against it', () => {
    expect(text).toBe(
      [
        'Error report: Bybit: balance',
        `Record: ${record}\nPage: https://c.example/corrections/report`,
        'Stored:\nunits: 50',
        'What is wrong:\nIt is 60.',
        'What is right:\n60',
        'Evidence:\n(not stated)',
      ].join('\n\n'),
    )
  })

  test('goes to the operator’s address with the text filled in, unless it grows too long', () => {
    const mail = new URL(reportAddress('mailto:e@c.example', 'A & B', text))
    expect(mail.searchParams.get('subject')).toBe('Error report: A & B')
    expect(mail.searchParams.get('body')).toBe(text)
    const form = new URL(reportAddress('https://c.example/new?labels=error', 'A', text))
    expect([form.searchParams.get('labels'), form.searchParams.get('title')]).toEqual(['error', 'Error report: A'])
    expect(form.searchParams.get('body')).toBe(text)
    expect(new URL(reportAddress('mailto:e@c.example', 'A', 'é'.repeat(3000))).searchParams.get('body')).toBeNull()
  })

  test('ids stay whole in an address', () => {
    expect(new URL(reportHref(record), 'https://c.example').searchParams.get('record')).toBe(record)
    expect(pageRecord('/coins/BTC')).toBe('pages/%2Fcoins%2FBTC')
  })
})
