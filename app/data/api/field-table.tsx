import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { formatCount } from '@/lib/render/format'
import type { FieldRow } from './describe'
import styles from './page.module.css'

/** The fields of a named schema. */
export function FieldTable({
  name,
  rows,
  caption,
}: {
  readonly name: string
  readonly rows: readonly FieldRow[]
  readonly caption?: string
}) {
  return (
    <div id={`schema-${name}`} className={styles.block}>
      <h3>
        {caption ?? name} {caption === undefined ? null : <code className={styles.name}>{name}</code>}
      </h3>
      {rows.length === 0 ? (
        <p>Any JSON object.</p>
      ) : (
        <DataTable caption={`Fields of ${name}: ${formatCount(rows.length, 'field')}`} height="flowing">
          <thead>
            <tr>
              <ColumnHeader>Field</ColumnHeader>
              <ColumnHeader>Type</ColumnHeader>
              <ColumnHeader>Meaning</ColumnHeader>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // Members of a union repeat names.
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change
              <tr key={`${row.name} ${index}`}>
                <th scope="row">
                  <code>{row.name}</code>
                </th>
                <td>
                  {row.ref === null ? row.type : <a href={`#schema-${row.ref}`}>{row.type}</a>}
                  {row.required ? null : ', optional'}
                </td>
                <td>{row.description}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </div>
  )
}
