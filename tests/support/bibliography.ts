/** What a strict reader of BibTeX makes of a text of entries, fields as BibTeX would pass them on. */
export interface BibEntry {
  readonly type: string
  readonly key: string
  readonly fields: Readonly<Record<string, string>>
}

/** Reads BibTeX by its own rules: braces are counted even behind a backslash. Throws where BibTeX would complain. */
export function readBibtex(text: string): readonly BibEntry[] {
  const entries: BibEntry[] = []
  let at = 0
  const fail = (what: string): never => {
    throw new SyntaxError(`${what} at ${at}: ${JSON.stringify(text.slice(at, at + 30))}`)
  }
  const skip = () => {
    while (/\s/.test(text[at] ?? '')) at += 1
  }
  const take = (pattern: RegExp, what: string): string => {
    const found = new RegExp(pattern.source, 'y')
    found.lastIndex = at
    const match = found.exec(text)
    if (match === null) return fail(`no ${what}`)
    at += match[0].length
    return match[0]
  }
  const braced = (): string => {
    take(/\{/, 'opening brace')
    const start = at
    for (let depth = 1; depth > 0; at += 1) {
      const character = text[at]
      if (character === undefined) return fail('unbalanced braces')
      depth += character === '{' ? 1 : character === '}' ? -1 : 0
    }
    return text.slice(start, at - 1)
  }
  for (skip(); at < text.length; skip()) {
    take(/@/, 'entry')
    const type = take(/[a-z]+/, 'type')
    take(/\{/, 'opening brace')
    const key = take(/[A-Za-z0-9-]+/, 'key')
    const fields: Record<string, string> = {}
    for (skip(); take(/[,}]/, 'comma or end') === ','; skip()) {
      skip()
      const name = take(/[a-z]+/, 'field name')
      take(/ = /, 'equals sign')
      if (name in fields) fail(`${name} twice`)
      fields[name] = braced()
    }
    entries.push({ type, key, fields })
  }
  return entries
}

const WORDS: Readonly<Record<string, string>> = {
  textbackslash: '\\',
  textbraceleft: '{',
  textbraceright: '}',
  textasciitilde: '~',
  textasciicircum: '^',
}

/** What LaTeX prints of a text; throws for a character it would take for a command, or a comment. */
export function printLatex(text: string): string {
  const parts = /\\([a-z]+)\{\}|\\([$&#%_])|([^\\{}~^$&#%_])/y
  let printed = ''
  while (parts.lastIndex < text.length) {
    const match = parts.exec(text)
    if (match === null) throw new SyntaxError(`LaTeX would not print ${JSON.stringify(text)}`)
    const [, word, escaped, plain] = match
    printed += word === undefined ? (escaped ?? plain ?? '') : (WORDS[word] ?? `<${word}>`)
  }
  return printed
}

/** The tags of a RIS record in order; throws for a line that is none, or a record that does not begin and end. */
export function readRis(text: string): readonly (readonly [string, string])[] {
  if (!text.endsWith('\r\n')) throw new SyntaxError('no end of line at the end')
  const tags = text
    .slice(0, -2)
    .split('\r\n')
    .map((line) => {
      const match = /^([A-Z][A-Z0-9]) {2}- ([^\r\n]*)$/.exec(line)
      if (match === null) throw new SyntaxError(`not a RIS line: ${JSON.stringify(line)}`)
      return [match[1] ?? '', match[2] ?? ''] as const
    })
  if (tags[0]?.[0] !== 'TY' || tags.at(-1)?.[0] !== 'ER') throw new SyntaxError('no TY first or ER last')
  if (tags.slice(1, -1).some(([tag]) => tag === 'TY' || tag === 'ER')) throw new SyntaxError('a record inside a record')
  return tags
}
