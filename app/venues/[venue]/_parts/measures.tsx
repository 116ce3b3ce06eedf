import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Figure, Figures } from '@/app/_components/figure'
import { Term } from '@/app/_components/term'
import { Percent, Usd } from '@/app/_components/value'
import type { AssetBlock, VenueMeasures, WorstDrawRow } from '@/lib/queries/dto/measures'
import type { VenuePage } from '@/lib/queries/dto/venue'
import { formatMultiple, formatRatioPercent, formatTime } from '@/lib/render/format'
import { assetKindWords, balancesAsOf, drawWindowWords, samplingSentence } from '@/lib/render/measures-text'
import { asSentence } from '@/lib/render/words'
import { MeasuresStress } from './measures-stress'
import styles from './parts.module.css'

interface MeasuresProps {
  readonly page: Pick<VenuePage, 'measures' | 'latest'>
}

/** What the headline fund is to be read with (methodology 1.3): how much of it counts, in what, and against which past. */
export function Measures({ page: { measures, latest } }: MeasuresProps) {
  const { assets, worstDraws } = measures
  return (
    <>
      <Figures>
        <Figure
          label={<Term name="usable_share" />}
          note={
            latest.usableBasis === null ? undefined : latest.usableBasis === 'rule' ? 'by its ADL rule' : 'full balance'
          }
        >
          <Percent value={measures.usableShare} reason={measures.usableShareReason ?? ''} />
        </Figure>
        {worstDraws.windows.map((row) => (
          <Figure
            key={row.window}
            label={<Term name="worst_draw">Fund ÷ worst {drawWindowWords(row.window)}</Term>}
            note={<DrawNote row={row} />}
          >
            <Multiple value={row.multiple} reason={row.reason ?? ''} />
          </Figure>
        ))}
        <Concentration assets={assets} />
        <Figure
          label={<Term name="haircut_value" />}
          note={
            assets.nativeUsd === null || assets.nativeUsd === '0' ? undefined : <NativeNote usd={assets.nativeUsd} />
          }
        >
          <Usd value={assets.haircutUsd} reason={assets.haircutReason ?? ''} />
        </Figure>
      </Figures>
      <p className={styles.text}>{samplingSentence(worstDraws)}</p>
      <MeasuresStress measures={measures} />
      <Assets measures={measures} />
    </>
  )
}

function Multiple({ value, reason }: { readonly value: number | null; readonly reason: string }) {
  return value === null ? <Absent reason={reason} /> : <data value={value}>{formatMultiple(value)}</data>
}

function DrawNote({ row }: { readonly row: WorstDrawRow }) {
  if (row.from === null || row.to === null || row.drawOfNow === null) return null
  return (
    <>
      fell by {formatRatioPercent(row.drawOfNow)} of today’s fund, {formatTime(row.from)} to {formatTime(row.to)} UTC
    </>
  )
}

function NativeNote({ usd }: { readonly usd: string }) {
  return (
    <>
      its own token, counted zero: <Usd value={usd} reason="" />
    </>
  )
}

function Concentration({ assets }: { readonly assets: AssetBlock }) {
  return (
    <>
      <Figure
        label={<Term name="asset_hhi">Concentration of assets</Term>}
        note={
          assets.effectiveAssets === null ? undefined : (
            <>
              {assets.effectiveAssets.toFixed(1)} effective assets
              {assets.dominantStablecoin === null ? '' : `; ${assets.dominantStablecoin} is more than half`}
            </>
          )
        }
      >
        <Hhi value={assets.hhi} reason={assets.hhiReason} />
      </Figure>
      <Figure
        label={<Term name="asset_hhi">Concentration of pools</Term>}
        note={assets.effectivePools === null ? undefined : `${assets.effectivePools.toFixed(1)} effective pools`}
      >
        <Hhi value={assets.poolHhi} reason={assets.poolHhiReason} />
      </Figure>
    </>
  )
}

function Hhi({ value, reason }: { readonly value: number | null; readonly reason: string | null }) {
  return value === null ? <Absent reason={reason ?? ''} /> : <data value={value}>{value.toFixed(2)}</data>
}

function Assets({ measures: { assets } }: { readonly measures: VenueMeasures }) {
  if (assets.assets.length === 0) return null
  const notes = [
    assets.fromPartsShare === null
      ? null
      : `the venue publishes a dollar total; shown are its parts, which add up to ${formatRatioPercent(assets.fromPartsShare)} of it`,
    assets.unpriced.length === 0 ? null : `without a dollar price, left out: ${assets.unpriced.join(', ')}`,
  ].filter((note) => note !== null)
  return (
    <>
      <DataTable caption="What the fund is made of" showCaption>
        <thead>
          <tr>
            <ColumnHeader>Asset</ColumnHeader>
            <ColumnHeader numeric>Value</ColumnHeader>
            <ColumnHeader numeric>Share</ColumnHeader>
            <ColumnHeader>In a fall of the market</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {assets.assets.map((row) => (
            <tr key={row.asset}>
              <th scope="row">{row.asset}</th>
              <NumberCell>
                <Usd value={row.valueUsd} reason="no price" />
              </NumberCell>
              <NumberCell>
                <Percent value={row.share} reason="an asset is negative" />
              </NumberCell>
              <td>{assetKindWords[row.kind]}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p className={styles.small}>
        {notes.length === 0 ? '' : `${asSentence(notes.join('; '))} `}
        {balancesAsOf(assets.observedAt)}
      </p>
    </>
  )
}
