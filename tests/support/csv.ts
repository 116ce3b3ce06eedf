/** Reads RFC 4180 text back into rows of cells; null where a cell is empty and not quoted. */
export function parseCsv(text: string): readonly (readonly (string | null)[])[] {
  const rows: (string | null)[][] = []
  let row: (string | null)[] = []
  let at = 0
  while (at < text.length) {
    let cell: string | null
    if (text[at] === '"') {
      let value = ''
      at += 1
      for (;;) {
        const end = text.indexOf('"', at)
        if (end < 0) throw new Error('a quoted cell does not end')
        value += text.slice(at, end)
        at = end + 1
        if (text[at] !== '"') break
        value += '"'
        at += 1
      }
      cell = value
    } else {
      const end = /[,\r]/.exec(text.slice(at))
      const stop = end ? at + end.index : text.length
      cell = text.slice(at, stop) || null
      at = stop
    }
    row.push(cell)
    if (text[at] === ',') {
      at += 1
      continue
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`a row ends without CRLF at ${at}`)
    at += 2
    rows.push(row)
    row = []
  }
  return rows
}
