import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bibtex, bibtexText } from '@/lib/export/cite/bibtex'
import {
  type CiteFacts,
  coinCitation,
  downloadCitation,
  eventCitation,
  longCitation,
  plainText,
  shortCitation,
  siteCitation,
  stressCitation,
  venueCitation,
} from '@/lib/export/cite/citation'
import { cslItems } from '@/lib/export/cite/csl'
import { ris } from '@/lib/export/cite/ris'
import { type BibEntry, printLatex, readBibtex, readRis } from '@/tests/support/bibliography'

const facts: CiteFacts = {
  site: 'https://coverline.test',
  generatedAt: '2026-11-25T08:40:12.345Z',
  dataAsOf: '2026-11-25T08:39:00.000Z',
  asOf: null,
  simulated: false,
}
const venue = venueCitation({ venue: 'alpha', name: 'Alpha & Söhne' }, facts)

const HOSTILE = [
  'A } \n@misc{evil, title={x}',
  '100 % of \\input{/etc/passwd} & $x_1^2$ ~ #1 {',
  'TY  - BOOK\r\nER  - \r\nTY  - JOUR',
  'line\u2028separator\u0000nul\u202Eoverride\tx',
  '"quoted", \'single\' `tick` <b>bold</b>',
  '日本語 😀 \uD800',
  '\\',
  '{}}{',
]

describe('a citation', () => {
  test('says who, what, when, as of when, where and under which licence', () => {
    expect(shortCitation(venue)).toBe(
      'Coverline (2026), Alpha & Söhne: fund, open interest and coverage, as known at 2026-11-25 08:40:12 UTC. https://coverline.test/venues/alpha?as_of=2026-11-25T08:40:12.345Z',
    )
    expect(longCitation(venue)).toBe(
      'Coverline (2026). Alpha & Söhne: fund, open interest and coverage [Data set]. Accessed 2026-11-25. https://coverline.test/venues/alpha?as_of=2026-11-25T08:40:12.345Z Data as of 2026-11-25 08:39:00 UTC. As known at 2026-11-25 08:40:12 UTC; the address gives the same for ever. Licence: CC-BY-4.0, https://creativecommons.org/licenses/by/4.0/',
    )
  })

  test('of a pinned view has no day of reading, which would change it', () => {
    const pinned = siteCitation({ ...facts, asOf: '2026-11-20T00:00:00.000Z' })
    expect(pinned.url).toBe('https://coverline.test/?as_of=2026-11-20T00:00:00.000Z')
    expect(longCitation(pinned)).not.toContain('Accessed')
    expect(bibtex(pinned)).not.toContain('urldate')
    expect(ris(pinned)).not.toContain('Y2  - ')
    expect(siteCitation({ ...facts, asOf: facts.generatedAt, accessed: '2026-12-01' }).accessed).toBe('2026-12-01')
  })

  test('of what cannot be pinned says so and claims no moment', () => {
    for (const made of [
      eventCitation({ id: '2026-01-01-alpha-x', title: 'X' }, facts),
      coinCitation('BTC', facts),
      stressCitation('/stress?v=alpha&gap=20', facts),
      downloadCitation({ name: 'sources', title: 'Sources', path: '/api/v1/sources.csv', pinnable: false }, facts),
    ]) {
      expect(made.url).not.toContain('as_of')
      expect(longCitation(made)).toContain('shows what stands when it is opened')
      expect(shortCitation(made)).toContain('data as of 2026-11-25 08:39:00 UTC')
    }
  })

  test('marks simulated data in every form', () => {
    const made = venueCitation({ venue: 'alpha', name: 'Alpha' }, { ...facts, simulated: true })
    for (const text of [
      shortCitation(made),
      longCitation(made),
      bibtex(made),
      ris(made),
      JSON.stringify(cslItems(made)),
    ])
      expect(text).toContain('SIMULATED')
  })

  test('adds its moment to an address that has parameters', () => {
    const path = '/api/v1/coverage.csv?venue=alpha&interval=day'
    const made = downloadCitation({ name: 'coverage', title: 'Coverage', path, pinnable: true }, facts)
    expect(made.url).toBe(`https://coverline.test${path}&as_of=${facts.generatedAt}`)
  })
})

describe('BibTeX', () => {
  test('is one entry whose fields come back as they were', () => {
    const [entry, ...more] = readBibtex(bibtex(venue))
    expect(more).toEqual([])
    expect([entry?.type, entry?.key]).toEqual(['misc', 'coverline-alpha-2026-11-25'])
    const fields: BibEntry['fields'] = entry?.fields ?? {}
    expect(Object.keys(fields)).toEqual(['author', 'title', 'year', 'publisher', 'url', 'urldate', 'note'])
    expect(fields.author).toBe('{Coverline}')
    expect(fields.title).toBe('{Alpha \\& Söhne: fund, open interest and coverage}')
    expect([fields.year, fields.urldate, fields.url]).toEqual(['2026', '2026-11-25', venue.url])
  })

  test.each(HOSTILE)('prints a hostile name as it is: %j', (name) => {
    const made = venueCitation({ venue: 'alpha', name }, facts)
    const entries = readBibtex(bibtex(made))
    expect(entries).toHaveLength(1)
    expect(printLatex(entries[0]?.fields.title?.slice(1, -1) ?? '')).toBe(made.title)
  })

  test('any text, in any field that comes from outside, stays in its field', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        expect(printLatex(bibtexText(text))).toBe(plainText(text))
        const made = eventCitation({ id: text, title: text }, facts)
        const entries = readBibtex(bibtex(made))
        expect(entries).toHaveLength(1)
        expect(entries[0]?.fields.url).toBe(made.url)
        expect(made.url).not.toMatch(/[\s{}\\"<>^`|]/)
        expect(URL.canParse(made.url)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('RIS', () => {
  test('has the tags a reference manager asks for', () => {
    expect(Object.fromEntries(readRis(ris(venue)))).toMatchObject({
      TY: 'DATA',
      AU: 'Coverline',
      TI: venue.title,
      PY: '2026',
      DA: '2026/11/25/',
      Y2: '2026/11/25/',
      UR: venue.url,
      ER: '',
    })
  })

  test.each(HOSTILE)('keeps a hostile name on its line: %j', (name) => {
    const made = venueCitation({ venue: 'alpha', name }, facts)
    expect(Object.fromEntries(readRis(ris(made))).TI).toBe(made.title)
  })

  test('any text stays on its line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        expect(readRis(ris(eventCitation({ id: text, title: text }, facts))).map(([tag]) => tag)).toEqual([
          'TY',
          'ID',
          'AU',
          'TI',
          'PB',
          'PY',
          'DA',
          'UR',
          'Y2',
          'N1',
          'LA',
          'ER',
        ])
      }),
      { numRuns: 500 },
    )
  })
})

test('CSL-JSON has its dates in parts', () => {
  expect(cslItems(venue)[0]).toMatchObject({
    type: 'dataset',
    issued: { 'date-parts': [[2026, 11, 25]] },
    accessed: { 'date-parts': [[2026, 11, 25]] },
    URL: venue.url,
  })
})
