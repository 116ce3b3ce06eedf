/** Reads RFC 4180 with one header row. Written apart from the writer in lib/export, so that a shared mistake shows. */
export function parseCsv(text: string): readonly Readonly<Record<string, string>>[] {
  const [header = [], ...rows] = splitCells(text)
  return rows.map((cells, index) => {
    if (cells.length !== header.length)
      throw new Error(`row ${index + 1} has ${cells.length} cells, the header ${header.length}`)
    return Object.fromEntries(header.map((name, position) => [name, cells[position] ?? '']))
  })
}

function splitCells(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === ',') {
      row.push(cell)
      cell = ''
    } else if (letter === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
      at += 1
    } else cell += letter
  }
  if (quoted || cell !== '' || row.length > 0) throw new Error('the text does not end with a whole row and CRLF')
  return rows
}
