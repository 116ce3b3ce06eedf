import { AUTHOR, type Citation, noteOf, plainText, titleOf } from '@/lib/export/cite/citation'

/** Braces are spelt out: BibTeX counts them even behind a backslash. */
const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
}

/** Text that LaTeX prints as it is, on one line. */
export function bibtexText(text: string): string {
  return plainText(text).replaceAll(/[\\{}~^$&#%_]/g, (character) => SPECIAL[character] ?? character)
}

/** A BibTeX entry, in UTF-8; `@misc`, which every style knows. */
export function bibtex(citation: Citation): string {
  const { key, url, issuedAt, accessed } = citation
  const fields: readonly (readonly [string, string | null])[] = [
    ['author', `{${bibtexText(AUTHOR)}}`],
    ['title', `{${bibtexText(titleOf(citation))}}`],
    ['year', issuedAt.slice(0, 4)],
    ['publisher', bibtexText(AUTHOR)],
    // Read word for word, so nothing in it may be escaped.
    ['url', url],
    ['urldate', accessed],
    ['note', bibtexText(noteOf(citation))],
  ]
  const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`  ${name} = {${value}}`]))
  return `@misc{${key},\n${lines.join(',\n')}\n}\n`
}
