import { AUTHOR, type Citation, noteOf, plainText, titleOf } from '@/lib/export/cite/citation'

const END_OF_LINE = '\r\n'
const TYPES = { dataset: 'DATA', page: 'ELEC' } as const

/** A RIS record: a tag of two letters, two spaces, a hyphen, a space and the value on each line. */
export function ris(citation: Citation): string {
  const { key, kind, url, issuedAt, accessed } = citation
  const tags: readonly (readonly [string, string | null])[] = [
    ['TY', TYPES[kind]],
    ['ID', key],
    ['AU', AUTHOR],
    ['TI', titleOf(citation)],
    ['PB', AUTHOR],
    ['PY', issuedAt.slice(0, 4)],
    ['DA', `${issuedAt.slice(0, 10).replaceAll('-', '/')}/`],
    ['UR', url],
    ['Y2', accessed === null ? null : `${accessed.replaceAll('-', '/')}/`],
    ['N1', noteOf(citation)],
    ['LA', 'en'],
    ['ER', ''],
  ]
  const lines = tags.flatMap(([tag, value]) => (value === null ? [] : [`${tag}  - ${plainText(value)}`]))
  return `${lines.join(END_OF_LINE)}${END_OF_LINE}`
}
