import { describe, expect, test } from 'vitest'
import { badgeSvg, badgeText } from '@/lib/render/share/badge'
import { EMBED_SCRIPT, EMBED_STYLE, type EmbedView, embedPage } from '@/lib/render/share/embed'
import { shareFacts } from '@/lib/render/share/facts'
import { markup } from '@/lib/render/share/markup'
import { cardPath, shareSnippets } from '@/lib/render/share/snippets'
import { jsonLdText, siteCatalog, venueDataset } from '@/lib/render/structured-data'
import { makeLatest, makeOverviewRow, noLatest } from '@/tests/support/dto-factories'

const current = makeLatest({
  fundUsd: '412000000',
  coverage: 0.045,
  coveredOiUsd: '9100000000',
  state: 'live',
  checkedAt: '2026-11-20T12:34:00.000Z',
  basis: 'collected',
})
const row = (extra: Parameters<typeof makeOverviewRow>[1] = {}) =>
  makeOverviewRow('alpha', { name: 'Alpha', latest: current, fundAbsence: null, ...extra })

describe('what is shown of a venue elsewhere', () => {
  test('a current figure comes with the time of its check', () => {
    expect(badgeText(shareFacts(row()), 'fund')).toEqual({
      label: 'Alpha insurance fund',
      message: '$412M · 2026-11-20 12:34 UTC',
      isError: false,
    })
    expect(badgeText(shareFacts(row()), 'coverage').message).toBe('4.5 % of open interest · 2026-11-20 12:34 UTC')
  })

  test.each(['late', 'failing'] as const)('%s gives no figure, only since when', (state) => {
    const facts = shareFacts(row({ latest: { ...current, state } }))
    for (const metric of ['fund', 'coverage'] as const) {
      expect(badgeText(facts, metric)).toMatchObject({ message: 'stale since 2026-11-20 12:34 UTC', isError: true })
    }
    expect(JSON.stringify(facts)).not.toContain('412M')
  })

  test.each([
    ['withdrawn by the venue', row({ latest: { ...current, state: 'withdrawn' } })],
    ['venue closed', row({ status: 'closed', latest: current })],
    ['not disclosed by API', row({ latest: noLatest, fundAbsence: 'page only', disclosure: 'page' })],
    ['not disclosed', row({ latest: noLatest, fundAbsence: 'no fund', disclosure: 'none' })],
    ['on record only', row({ latest: noLatest, recordOnly: true })],
    ['the source has not answered', row({ latest: { ...noLatest, reason: 'the source has not answered' } })],
  ])('says “%s” instead of a figure', (words, venue) => {
    expect(badgeText(shareFacts(venue), 'fund')).toMatchObject({ message: words, isError: true })
  })

  test('a current fund without coverage says why, in its place', () => {
    const facts = shareFacts(row({ latest: { ...current, coverage: null, reason: 'no open interest' } }))
    expect(badgeText(facts, 'fund').isError).toBe(false)
    expect(badgeText(facts, 'coverage')).toMatchObject({ message: 'no open interest', isError: true })
  })

  test('simulated figures are marked', () => {
    const facts = shareFacts(row({ latest: { ...current, basis: 'simulated' } }))
    expect(badgeText(facts, 'fund').label).toBe('SIMULATED · Alpha insurance fund')
    expect(embedPage(view({ facts }))).toContain('SIMULATED')
  })
})

const view = (extra: Partial<EmbedView> = {}): EmbedView => ({
  facts: shareFacts(row()),
  days: [1, 2, null, 3, 4],
  theme: 'auto',
  pageUrl: 'https://coverline.test/venues/alpha',
  lateAt: Date.parse('2026-11-20T12:36:00Z'),
  frozen: null,
  ...extra,
})

describe('the badge', () => {
  test('has its words as title and name, and nothing a hostile name could run', () => {
    const svg = badgeSvg({ label: '<script>"&', message: 'stale', isError: true })
    expect(svg).toContain('<title>&lt;script&gt;&quot;&amp;: stale</title>')
    expect(svg).not.toContain('<script')
    expect(svg).toContain('stroke-dasharray')
    expect(badgeSvg({ label: 'a', message: 'b', isError: false })).not.toContain('stroke-dasharray')
  })
})

describe('the embed', () => {
  test('is a whole page with figure, time, link and the moment it will be late', () => {
    const html = embedPage(view())
    expect(html).toContain('$412M')
    expect(html).toContain('4.5 % of the $9.10B of open interest it stands behind')
    expect(html).toContain('live, checked 2026-11-20 12:34 UTC')
    expect(html).toContain(`data-late-at="${Date.parse('2026-11-20T12:36:00Z')}"`)
    expect(html).toContain('href="https://coverline.test/venues/alpha"')
    expect(html).toContain(`<style>${EMBED_STYLE}</style>`)
    expect(html).toContain(`<script>${EMBED_SCRIPT}</script>`)
    expect(html).not.toMatch(/<(?:img|link rel="stylesheet")/)
  })

  test('a frozen one says so and never ages', () => {
    const pageUrl = 'https://coverline.test/venues/alpha?as_of=2026-11-20T12:00:00.000Z'
    const frozen = { at: '2026-11-20 12:00:00 UTC', figureOf: '2026-11-20 11:59 UTC', pageUrl }
    const html = embedPage(view({ frozen, lateAt: null }))
    expect(html).toContain('Frozen: as known at 2026-11-20 12:00:00 UTC. Figure of 2026-11-20 11:59 UTC.')
    expect(html).toContain(`<a href="${pageUrl}"`)
    expect(html).toContain('<link rel="canonical" href="https://coverline.test/venues/alpha">')
    expect(html).not.toContain('data-late-at')
    expect(html).not.toContain('id="stale"')
  })

  test('a stale one has no figure', () => {
    const html = embedPage(view({ facts: shareFacts(row({ latest: { ...current, state: 'late' } })) }))
    expect(html).toContain('stale since 2026-11-20 12:34 UTC')
    expect(html).not.toContain('$412M')
  })
})

describe('markup', () => {
  test('escapes values and keeps markup', () => {
    expect(markup`<a title="${`"'`}">${markup`<b>${'&'}</b>`}${null}${['<', markup`<i>`]}${1}</a>`.text).toBe(
      '<a title="&quot;&#39;"><b>&amp;</b>&lt;<i>1</a>',
    )
  })
})

describe('structured data', () => {
  const citation = 'Coverline (2026). Alpha.'
  const site = { publicUrl: 'https://coverline.test', licence: 'https://coverline.test/data#licence', citation }
  test('a venue is a dataset with files, span, variables with units, and the time of its last check', () => {
    const data = venueDataset(row(), { ...site, from: '2020-03-12' })
    expect(data).toMatchObject({
      '@type': 'Dataset',
      '@id': 'https://coverline.test/venues/alpha#dataset',
      citation,
      temporalCoverage: '2020-03-12/..',
      dateModified: '2026-11-20T12:34:00.000Z',
    })
    expect(data.distribution).toHaveLength(4 * 5)
    expect(JSON.stringify(data.distribution)).toContain('https://coverline.test/api/v1/coverage.csv?venue=alpha')
    expect(venueDataset(row({ latest: noLatest }), { ...site, from: null })).not.toHaveProperty('dateModified')
  })

  test('the catalogue names the datasets, and no text can end its element', () => {
    const text = jsonLdText(siteCatalog([row({ name: '</script><script>' })], site))
    expect(text).not.toContain('<')
    expect(JSON.parse(text).dataset[0]['@id']).toBe('https://coverline.test/venues/alpha#dataset')
  })
})

test('what is pasted names the venue, and a card’s address changes with the data', () => {
  const asOf = '2026-11-20T12:34:00.125Z'
  const snippets = shareSnippets({ venue: 'alpha', name: 'A"B', publicUrl: 'https://coverline.test', asOf })
  expect(snippets.map(({ id }) => id)).toEqual(['frame', 'frozen-frame', 'badge-html', 'badge-markdown'])
  expect(snippets[1]?.code).toContain(`src="https://coverline.test/embed/alpha?as_of=${asOf}"`)
  expect(snippets[0]?.code).toContain('src="https://coverline.test/embed/alpha"')
  expect(snippets[0]?.code).toContain('title="A&quot;B insurance fund')
  expect(cardPath('alpha', null)).toBe('/card/alpha.png')
  expect(cardPath('alpha', '2026-11-20T12:34:00.000Z')).not.toBe(cardPath('alpha', '2026-11-20T12:35:00.000Z'))
})
