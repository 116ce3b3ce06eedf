import { adlLevelWords } from '@/lib/render/words'
import { ColumnHeader, DataTable } from './data-table'

const LEVEL_SOURCES = [
  'Bybit: proximity below 0.5. Binance: low.',
  'Bybit: proximity 0.5 or more. Binance: medium.',
  'Bybit: proximity 0.8 or more. Binance: high.',
  'Bybit: triggered.',
] as const

/** The scale of words for ADL signals, and which signals make each step. */
export function AdlLevels() {
  return (
    <DataTable caption="Levels" height="flowing">
      <thead>
        <tr>
          <ColumnHeader>Level</ColumnHeader>
          <ColumnHeader>Word</ColumnHeader>
          <ColumnHeader>From which signals</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {adlLevelWords.map((word, level) => (
          <tr key={word}>
            <th scope="row">{level}</th>
            <td>{word}</td>
            <td>{LEVEL_SOURCES[level]}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
