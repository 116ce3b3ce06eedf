import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import type { CoinAlias } from '@/lib/core/coin'
import { formatInteger } from '@/lib/render/format'

/** Names that are taken for one coin: all of what was unified, and nothing else was. */
export function AliasTable({ aliases }: { readonly aliases: readonly CoinAlias[] }) {
  return (
    <DataTable caption="Names taken for one coin" height="flowing">
      <thead>
        <tr>
          <ColumnHeader>Name at a venue</ColumnHeader>
          <ColumnHeader>Coin</ColumnHeader>
          <ColumnHeader>What one unit is</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {aliases.map(({ name, coin, per }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{coin}</td>
            <td>{per === 1 ? 'another name for the same coin' : `${formatInteger(per)} ${coin}`}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
