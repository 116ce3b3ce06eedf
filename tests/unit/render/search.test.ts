import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findEntries, type SearchEntry } from '@/lib/render/search'

const entry = (title: string, extra: Partial<SearchEntry> = {}): SearchEntry => ({
  kind: 'event',
  title,
  href: `/${title}`,
  text: '',
  ...extra,
})
const titles = (entries: readonly SearchEntry[]) => entries.map(({ title }) => title)

describe('findEntries', () => {
  test('puts titles that begin with the words first, then other words, then the text', () => {
    const entries = [
      entry('On record', { text: 'Bybit, 2025' }),
      entry('Drawdown at Bybit'),
      entry('Bybit', { kind: 'venue' }),
      entry('Gate', { kind: 'venue' }),
    ]
    expect(titles(findEntries(entries, 'byb', 9))).toEqual(['Bybit', 'Drawdown at Bybit', 'On record'])
  })

  test('wants every word, in any order, and takes no notice of case, marks and signs', () => {
    const entries = [entry('ADL at Délta (10 October 2025)'), entry('ADL at Gate')]
    expect(titles(findEntries(entries, '  DELTA adl!', 9))).toEqual(['ADL at Délta (10 October 2025)'])
    expect(findEntries(entries, 'adl kraken', 9)).toEqual([])
  })

  test('finds nothing for no words, and never more than asked for', () => {
    const entries = Array.from({ length: 20 }, (_, index) => entry(`Pool ${index}`))
    expect(findEntries(entries, ' ./* ', 9)).toEqual([])
    expect(findEntries(entries, 'pool', 9)).toHaveLength(9)
  })

  test('finds an entry by its own title, whatever it is', () => {
    const others = [entry('Bybit'), entry('Gate')]
    fc.assert(
      fc.property(fc.stringMatching(/^[\p{L}\p{N}]{1,20}( [\p{L}\p{N}]{1,20}){0,3}$/u), (title) => {
        expect(titles(findEntries([...others, entry(title)], title, 9))).toContain(title)
      }),
    )
  })
})
