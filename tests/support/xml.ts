export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

interface Open {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function readText(text: string): string {
  if (/[<]|&(?!(#\d+|#x[0-9a-f]+|amp|lt|gt|quot|apos);)/i.test(text))
    throw new Error(`not escaped: ${text.slice(0, 80)}`)
  return text.replace(/&(#x?)?(\w+);/g, (_all, mark: string | undefined, word: string) =>
    mark === undefined ? (ENTITIES[word] ?? '') : String.fromCodePoint(Number.parseInt(word, mark === '#x' ? 16 : 10)),
  )
}

/** Reads the part of XML that our feeds use; anything that is not well-formed throws. */
export function parseXml(source: string): Element {
  if (/(?![\t\n\r\x7f-\x9f])\p{Cc}|\p{Cs}|[\ufffe\uffff]/u.test(source))
    throw new Error('a character that XML does not allow')
  const body = source.replace(/^<\?xml version="1\.0" encoding="utf-8"\?>\n/, '')
  if (body === source) throw new Error('no XML declaration')
  const root: Open = { name: '', attributes: {}, children: [], text: '' }
  const stack: Open[] = [root]
  let at = 0
  for (const match of body.matchAll(/<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    const top = stack.at(-1) ?? root
    top.text += readText(body.slice(at, match.index))
    at = match.index + match[0].length
    const [, closing, name = '', given = '', empty] = match
    if (closing) {
      if (top.name !== name) throw new Error(`</${name}> closes <${top.name}>`)
      stack.pop()
      continue
    }
    const pairs = [...given.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
      ([, key = '', value = '']) => [key, readText(value)] as const,
    )
    if (new Set(pairs.map(([key]) => key)).size !== pairs.length) throw new Error(`<${name}> repeats an attribute`)
    const element: Open = { name, attributes: Object.fromEntries(pairs), children: [], text: '' }
    top.children.push(element)
    if (!empty) stack.push(element)
  }
  if (stack.length !== 1 || readText(body.slice(at)).trim() !== '') throw new Error('not closed')
  const [only, ...more] = root.children
  if (only === undefined || more.length > 0) throw new Error('not one element')
  return only
}
