import { AUTHOR, type Citation, noteOf, titleOf } from '@/lib/export/cite/citation'

const TYPES = { dataset: 'dataset', page: 'webpage' } as const

/** A list of one item in CSL-JSON 1.0.2, which reference managers and Pandoc read. */
export function cslItems(citation: Citation) {
  const { key, kind, url, issuedAt, accessed } = citation
  return [
    {
      id: key,
      type: TYPES[kind],
      title: titleOf(citation),
      author: [{ literal: AUTHOR }],
      publisher: AUTHOR,
      issued: dateOf(issuedAt),
      ...(accessed === null ? {} : { accessed: dateOf(accessed) }),
      URL: url,
      language: 'en',
      note: noteOf(citation),
    },
  ]
}

function dateOf(at: string) {
  return { 'date-parts': [at.slice(0, 10).split('-').map(Number)] }
}
