import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { Section } from '@/app/_components/page'
import type { CellKind } from '@/lib/export/columns'
import type { Dataset } from '@/lib/export/dataset'
import { type SnippetTool, snippetsFor } from '@/lib/export/snippets'
import { formatCount } from '@/lib/render/format'
import { Examples } from './examples'
import styles from './page.module.css'

const KIND_WORDS: Readonly<Record<CellKind, string>> = {
  text: 'text',
  decimal: 'decimal, as text',
  ratio: 'number, a ratio',
  integer: 'whole number',
  time: 'time, UTC',
  list: 'list',
}

const FORMATS = [
  { suffix: 'csv', text: 'CSV' },
  { suffix: 'csv?bom=1', text: 'CSV for Excel' },
  { suffix: 'ndjson', text: 'NDJSON' },
  { suffix: 'json', text: 'JSON' },
  { suffix: 'parquet', text: 'Parquet' },
  { suffix: 'zip', text: 'Zip' },
  { suffix: 'metadata.json', text: 'Metadata' },
  { suffix: 'readme.md', text: 'Readme' },
] as const

/** The examples have the other tools. */
const IN_BLOCK: readonly SnippetTool[] = ['pandas', 'DuckDB', 'R']

/**
 * One series or table: what it holds and how many rows, where to get it, its columns in order. A series comes as JSON by
 * page. `rows` is null where counting them takes too long for a page.
 */
export function SeriesBlock({
  definition,
  rows,
  publicUrl,
}: {
  readonly definition: Dataset
  readonly rows: number | null
  readonly publicUrl: string
}) {
  const { name, title, description, order, columns, primaryKey } = definition
  return (
    <Section
      id={name}
      title={
        <>
          {title} <code className={styles.name}>{name}</code>
        </>
      }
      note={`${description} ${rows === null ? 'Its rows are counted in its metadata.' : `${formatCount(rows, 'row')} now.`} Order: ${order}. ${primaryKey === null ? 'No columns tell a row from all others.' : `Key: ${primaryKey.join(', ')}.`}`}
    >
      <ul className={styles.downloads} aria-label={`Downloads of ${title}`}>
        {FORMATS.map(({ suffix, text }) => (
          <li key={suffix}>
            <a href={`/api/v1/${name}.${suffix}`}>{text}</a>
          </li>
        ))}
      </ul>
      <DataTable caption={`${title}: ${formatCount(columns.length, 'column')}, in order`} showCaption height="flowing">
        <thead>
          <tr>
            <ColumnHeader>Column</ColumnHeader>
            <ColumnHeader>Kind</ColumnHeader>
            <ColumnHeader>Unit</ColumnHeader>
            <ColumnHeader>Meaning</ColumnHeader>
            <ColumnHeader>Empty means</ColumnHeader>
            <ColumnHeader>From</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.name}>
              <th scope="row">
                <code>{column.name}</code>
              </th>
              <td>{KIND_WORDS[column.kind]}</td>
              <td>{column.unit ?? 'none'}</td>
              <td>
                {column.description}
                {column.resembles === null ? null : <em className={styles.resembles}> Like: {column.resembles}.</em>}
              </td>
              <td>{column.missing ?? 'never empty'}</td>
              <td>{column.origin}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <details className={styles.read}>
        <summary>Read it in pandas, DuckDB or R</summary>
        <Examples
          snippets={snippetsFor(publicUrl, definition).filter(({ tool }) => IN_BLOCK.includes(tool))}
          what={title}
          copy={false}
        />
      </details>
    </Section>
  )
}
