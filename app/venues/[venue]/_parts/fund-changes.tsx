import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { EvidenceLink } from '@/app/_components/evidence-link'
import { Units, Usd } from '@/app/_components/value'
import type { AttributedFund } from '@/lib/queries/dto/attribution'
import { attributionWords } from '@/lib/render/attribution-words'
import { formatChange, formatUsd } from '@/lib/render/format'
import { formatTime } from '@/lib/render/time'
import styles from './change-section.module.css'

/** The change of each fund and asset, by cause, in units and dollars, in the order given. */
export function FundChanges({ funds }: { readonly funds: readonly AttributedFund[] }) {
  return (
    <DataTable caption="The change of each fund, by cause" height="flowing">
      <thead>
        <tr>
          <ColumnHeader>Fund</ColumnHeader>
          <ColumnHeader numeric>Change</ColumnHeader>
          <ColumnHeader>Of which</ColumnHeader>
          <ColumnHeader numeric>Before</ColumnHeader>
          <ColumnHeader numeric>After</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {funds.flatMap((fund) =>
          fund.assets.map((asset, index) => (
            <tr key={`${fund.fund} ${asset.asset}`}>
              <th scope="row" className={styles.fund}>
                {fund.label}
                <span className={styles.detail}>
                  {asset.asset}
                  {fund.partOf === null ? '' : ', a part of a larger fund'}
                </span>
              </th>
              <NumberCell>
                <Units value={asset.changeUnits} asset={asset.asset} reason="" />
                {asset.asset === 'USD' ? null : (
                  <span className={styles.detail}>
                    <Usd value={asset.changeUsd} reason="no dollar price at both ends" />
                  </span>
                )}
              </NumberCell>
              <td className={styles.which}>
                <ul className={styles.parts}>
                  {asset.parts.map(({ part, units, usd }) => (
                    <li key={part}>
                      {attributionWords[part].word}:{' '}
                      {part === 'price' ? null : <Units value={units} asset={asset.asset} reason="" />}
                      {part !== 'price' && usd !== null ? ' = ' : ''}
                      {usd === null ? null : <Usd value={usd} reason="" />}
                    </li>
                  ))}
                  {asset.parts.length === 0 && fund.bound === null && asset.changeUnits === '0' ? (
                    <li>no change</li>
                  ) : null}
                  {fund.bound === null ? null : <li>{boundText(fund.bound)}</li>}
                </ul>
                {index > 0 || fund.reason === null ? null : <span className={styles.detail}>{fund.reason}</span>}
              </td>
              <End end={asset.before} asset={asset.asset} of={`${fund.label} before`} />
              <End end={asset.after} asset={asset.asset} of={`${fund.label} after`} />
            </tr>
          )),
        )}
      </tbody>
    </DataTable>
  )
}

function End({
  end: { at, units, valueUsd, rawSha256 },
  asset,
  of,
}: {
  readonly end: AttributedFund['assets'][number]['before']
  readonly asset: string
  readonly of: string
}) {
  return (
    <NumberCell>
      <Units value={units} asset={asset} reason="" />
      {asset === 'USD' ? null : (
        <span className={styles.detail}>
          <Usd value={valueUsd} reason="no dollar price" />
        </span>
      )}
      <span className={styles.detail}>
        <time dateTime={at}>{formatTime(at)}</time>
        {rawSha256 === null ? null : (
          <>
            {' '}
            <EvidenceLink sha256={rawSha256} of={of} reason="" />
          </>
        )}
      </span>
    </NumberCell>
  )
}

function boundText({ lowUsd, highUsd, referenceAsset, referenceReturn }: NonNullable<AttributedFund['bound']>): string {
  const ends = `${formatUsd(lowUsd)} to ${formatUsd(highUsd)}`
  return `flow between ${ends}: all dollars at one end, all ${referenceAsset} (${formatChange(referenceReturn)}) at the other`
}
