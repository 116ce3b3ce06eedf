import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { ChangeList } from '@/app/_components/change-list'
import { MarksTable } from '@/app/disclosure/marks-table'
import { groupVenues } from '@/app/disclosure/matrix-rows'
import { disclosureHref, parseDisclosureQuery } from '@/app/disclosure/query'
import { DisclosurePanel } from '@/app/venues/[venue]/_parts/disclosure-panel'
import type { GradedMark } from '@/lib/core/metrics/disclosure'
import { disclosureOf } from '@/lib/queries/disclosures'
import type { DisclosureChangeRow, StageView } from '@/lib/queries/dto/disclosure'
import { listProfiles } from '@/lib/record/profiles'
import { criteria } from '@/lib/render/criteria'
import { stageReasons } from '@/lib/render/disclosure-text'

const now = new Date('2026-11-24T12:00:00Z')
const venues = listProfiles()
  .filter((profile) => profile.module !== null)
  .map((profile) => ({
    venue: profile.venue,
    name: profile.name,
    kind: profile.kind,
    remarks: { corrections: [], edited: [], replies: [] },
    ...disclosureOf(profile, { sources: [], holdings: [], now }),
  }))

const graded = (extra: Partial<GradedMark> = {}): GradedMark => ({
  criterion: 'T1',
  mark: 'yes',
  evidenceLevel: 'E2',
  evidenceUrl: 'https://example.com/docs',
  observedOn: '2026-11-01',
  note: 'A public feed.',
  validUntil: '2027-11-01',
  expired: null,
  capturesSince: null,
  downgrade: null,
  ...extra,
})
const view = (extra: Partial<StageView> = {}): StageView => ({
  stage: 0,
  state: 'claimed',
  next: 1,
  missed: [],
  open: [],
  floor: { mark: 'no', criteria: ['T9'] },
  sum: null,
  ...extra,
})
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('the matrix', () => {
  const html = renderToStaticMarkup(createElement(MarksTable, { venues, order: 'stage' }))
  const lines = html.split('<tr>').filter((line) => line.includes('scope="row"'))

  test('has a word in every cell and a link for every judged mark', () => {
    expect(lines).toHaveLength(venues.length)
    const cells = lines.flatMap((line) =>
      [...line.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map((match) => match[1] ?? '').slice(1),
    )
    expect(cells).toHaveLength(venues.length * criteria.length)
    expect(cells.every((cell) => /met|under review|not applicable/.test(cell))).toBe(true)
    const judged = venues.flatMap(({ disclosures }) => disclosures).filter(({ evidenceUrl }) => evidenceUrl !== null)
    expect(judged.length).toBeGreaterThan(20)
    expect(cells.filter((cell) => cell.includes('<a '))).toHaveLength(judged.length)
  })

  test('states no stage above 0 while nothing is captured, and says why', () => {
    const judged = venues.flatMap(({ stage }) => stage ?? [])
    expect(judged.length).toBeGreaterThan(30)
    for (const stage of judged) {
      expect([0, null]).toContain(stage.stage)
      expect(stageReasons(stage).length).toBeGreaterThan(0)
    }
  })

  test('lists closed venues last, without a stage and with nothing left to judge', () => {
    const last = groupVenues(venues, 'stage').at(-1)
    expect(last?.title).toBe('No stage, venue closed (3)')
    expect(last?.venues.map(({ venue }) => venue)).toEqual(['bitmex', 'coinex', 'vertex'])
    expect(new Set(last?.venues.flatMap(({ disclosures }) => disclosures.map(({ mark }) => mark)))).toEqual(
      new Set(['not_applicable']),
    )
  })

  test('groups by stage, or lists by name or by criteria met', () => {
    expect(groupVenues(venues, 'stage').flatMap((group) => group.venues)).toHaveLength(venues.length)
    expect(groupVenues(venues, 'stage').every(({ title }) => /^(Stage|No stage)\b/.test(title ?? ''))).toBe(true)
    const [named] = groupVenues(venues, 'name')
    const names = named?.venues.map(({ name }) => name) ?? []
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')))
    const met = groupVenues(venues, 'marks')[0]?.venues.map(
      ({ disclosures }) => disclosures.filter(({ mark }) => mark === 'yes').length,
    )
    expect(met).toEqual([...(met ?? [])].sort((a, b) => b - a))
  })
})

describe('the panel of a venue', () => {
  const panel = (mark: GradedMark, stage: StageView = view()) =>
    textOf(
      renderToStaticMarkup(
        createElement(DisclosurePanel, {
          page: { venue: 'acme', disclosures: [mark], stage, remarks: { corrections: [], edited: [], replies: [] } },
        }),
      ),
    )

  test('shows stage, reasons and floor', () => {
    const text = panel(graded(), view({ missed: ['T9 is not met'], open: ['T2 is under review'] }))
    expect(text).toContain('Stage 0, claimed')
    expect(text).toContain('Stage 1 is not reached: T9 is not met.')
    expect(text).toContain('Also open: T2 is under review.')
    expect(text).toContain('Lowest mark of T1, T5, T7, T9 and T10: not met (T9).')
    expect(text).not.toContain('points')
    expect(panel(graded(), view({ sum: { points: 20, of: 28 } }))).toContain('20 of 28 points')
  })

  test('says that evidence expired, that captures raised a mark, and that a downgrade is coming', () => {
    expect(panel(graded({ mark: 'under_review', expired: { mark: 'yes', on: '2026-10-01' } }))).toContain(
      'The mark was “met”; its evidence counted until 2026-10-01',
    )
    expect(panel(graded({ capturesSince: '2026-10-20' }))).toContain(
      'A full mark by our own captures of the feed, held since 2026-10-20.',
    )
    const downgrade = { to: 'no', on: '2027-01-01', reason: 'The page is gone.' } as const
    expect(panel(graded({ downgrade }))).toContain('Downgrade pending: not met from 2027-01-01 on. The page is gone.')
  })

  test('leaves a stage open where nothing is missed but something is not judged', () => {
    expect(stageReasons(view({ stage: null, state: 'under_review', open: ['T2 is under review'] }))).toEqual([
      'Stage 1 cannot be stated: T2 is under review.',
    ])
    const open = [
      'T2 is under review',
      'T9 has evidence that counted until 2026-10-01',
      'T3 is under review',
      'T13 is under review',
    ]
    expect(stageReasons(view({ stage: null, state: 'under_review', open }))).toEqual([
      'Stage 1 cannot be stated: T9 has evidence that counted until 2026-10-01; T2, T3 and T13 are under review.',
    ])
    expect(stageReasons(view({ stage: 2, state: 'verifiable', next: null }))).toEqual([])
  })
})

describe('the ledger', () => {
  const change: DisclosureChangeRow = {
    change: '2026-11-20-acme-fund-pool-split-1',
    venue: 'acme',
    source: 'fund',
    endpoint: 'pools',
    changedOn: '2026-11-20',
    kind: 'pool_split',
    path: null,
    before: 'a',
    after: 'b',
    funds: ['a', 'b'],
    markets: ['A', 'B', 'C', 'D', 'E', 'F'],
    text: '6 contracts split off from “a” into the new pool “b”: A, B, C, D, E and 1 more',
    sourceUrl: 'https://example.com/docs',
    otherSources: [],
    viaCopy: false,
    confidence: null,
    beforeSha256: 'a'.repeat(64),
    rawSha256: 'b'.repeat(64),
    basis: 'simulated',
  }
  const html = renderToStaticMarkup(createElement(ChangeList, { changes: [change], nameOf: () => 'Acme' }))

  test('shows a regrouping as such, with both answers, all contracts and its basis', () => {
    expect(textOf(html)).toContain('regrouping')
    expect(html).toContain(`/evidence/${'a'.repeat(64)}`)
    expect(html).toContain(`/evidence/${'b'.repeat(64)}`)
    expect(html).toContain('A, B, C, D, E, F')
    expect(textOf(html)).toContain('simulated')
    expect(textOf(html)).not.toMatch(/inflow|outflow/)
  })
})

test('the address keeps order and filters, and only what differs', () => {
  const query = parseDisclosureQuery({ order: 'name', venue: 'okx', what: 'form' })
  expect(query).toEqual({ order: 'name', venue: 'okx', group: 'form' })
  expect(disclosureHref(query, 'changes')).toBe('/disclosure?order=name&venue=okx&what=form#changes')
  expect(parseDisclosureQuery({ order: 'weight', venue: ' ' })).toEqual({ order: 'stage', venue: null, group: null })
  expect(disclosureHref(parseDisclosureQuery({}), 'marks')).toBe('/disclosure#marks')
})
