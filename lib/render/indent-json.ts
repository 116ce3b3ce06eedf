const INDENT = '  '

/**
 * JSON text with a line per member. Only white space outside strings changes: every digit and character of a value stays
 * as received, which parsing and printing again would not do. Takes a text cut at its end as well.
 */
export function indentJson(text: string): string {
  let depth = 0
  let at = 0
  const parts: string[] = []
  const newline = () => parts.push(`\n${INDENT.repeat(depth)}`)
  while (at < text.length) {
    const character = text.charAt(at)
    if (character === '"') {
      const end = endOfString(text, at)
      parts.push(text.slice(at, end))
      at = end
      continue
    }
    at += 1
    if (/\s/.test(character)) continue
    if (character === '{' || character === '[') {
      const close = /^\s*[}\]]/.exec(text.slice(at, at + 200))
      if (close) {
        parts.push(character, close[0].trim())
        at += close[0].length
        continue
      }
      depth += 1
      parts.push(character)
      newline()
    } else if (character === '}' || character === ']') {
      depth = Math.max(0, depth - 1)
      newline()
      parts.push(character)
    } else if (character === ',') {
      parts.push(character)
      newline()
    } else if (character === ':') {
      parts.push(': ')
    } else {
      parts.push(character)
    }
  }
  return parts.join('')
}

/** The position after the closing quote of the string that starts at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at + 1
  }
  return text.length
}

/** True for a text that is JSON as a whole. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
