/** Something a reader can go to. */
export interface SearchEntry {
  readonly kind: SearchKind
  readonly title: string
  readonly href: string
  /** What else it can be found by, and what it is, in a few words. */
  readonly text: string
}

export type SearchKind = 'venue' | 'page' | 'event' | 'chapter'

export const searchKindWords: Readonly<Record<SearchKind, string>> = {
  venue: 'venue',
  page: 'page',
  event: 'event',
  chapter: 'methodology',
}

/** Longer questions find nothing more. */
export const LONGEST_QUERY = 100
const KIND_ORDER: readonly SearchKind[] = ['venue', 'page', 'event', 'chapter']

/** Letters without marks, in lower case; everything else parts words. */
function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFD').replace(/\p{Mark}/gu, '')
  return plain.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? []
}

/** 3: the title begins with the word; 2: a word of the title does; 1: a word of the text does; 0: none. */
function rankOf(asked: string, title: readonly string[], text: readonly string[]): number {
  if (title[0]?.startsWith(asked)) return 3
  if (title.some((word) => word.startsWith(asked))) return 2
  return text.some((word) => word.startsWith(asked)) ? 1 : 0
}

/** The entries that have a word beginning with each word asked for, best first; none for a question without words. */
export function findEntries(entries: readonly SearchEntry[], query: string, most: number): readonly SearchEntry[] {
  const asked = wordsOf(query.slice(0, LONGEST_QUERY))
  if (asked.length === 0) return []
  return entries
    .map((entry) => {
      const title = wordsOf(entry.title)
      const text = wordsOf(entry.text)
      const ranks = asked.map((word) => rankOf(word, title, text))
      return { entry, least: Math.min(...ranks), rank: ranks.reduce((total, rank) => total + rank, 0) }
    })
    .filter(({ least }) => least > 0)
    .sort(
      (a, b) =>
        b.rank - a.rank ||
        KIND_ORDER.indexOf(a.entry.kind) - KIND_ORDER.indexOf(b.entry.kind) ||
        a.entry.title.localeCompare(b.entry.title, 'en'),
    )
    .slice(0, most)
    .map(({ entry }) => entry)
}
