import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { Section } from '@/app/_components/page'
import type { CellKind, SeriesDefinition } from '@/lib/export/series'
import type { TableDefinition } from '@/lib/export/tables'
import { formatCount } from '@/lib/render/format'
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
  { suffix: 'ndjson', text: 'NDJSON' },
  { suffix: 'json', text: 'JSON' },
] as const

/** One series or table: what it holds, where to get it, its columns in order. A series comes as JSON by page. */
export function SeriesBlock({ definition }: { readonly definition: SeriesDefinition | TableDefinition }) {
  const { name, title, description, order, columns } = definition
  return (
    <Section
      id={name}
      title={
        <>
          {title} <code className={styles.name}>{name}</code>
        </>
      }
      note={`${description} Order: ${order}.`}
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
            <ColumnHeader>Meaning</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.name}>
              <th scope="row">
                <code>{column.name}</code>
              </th>
              <td>{KIND_WORDS[column.kind]}</td>
              <td>{column.description}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  )
}
