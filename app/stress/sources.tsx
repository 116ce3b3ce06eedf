import Link from 'next/link'
import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { EvidenceLink } from '@/app/_components/evidence-link'
import { StateBadge } from '@/app/_components/state-badge'
import { TimeText } from '@/app/_components/time-text'
import { Units, Usd } from '@/app/_components/value'
import type { StressPool, StressVenue } from '@/lib/queries/dto/stress'
import { formatCount, formatLeverage } from '@/lib/render/format'
import type { StressFields } from '@/lib/render/stress-fields'
import styles from './sources.module.css'

const MOST_ROWS = 4

/** Where the inputs come from: each with its value, its time and the way to the stored bytes. */
export function Sources({
  venue,
  pool,
  fields,
}: {
  readonly venue: StressVenue
  readonly pool: StressPool
  readonly fields: StressFields | null
}) {
  const assets = pool.assets.slice(0, MOST_ROWS)
  const markets = pool.markets.slice(0, MOST_ROWS)
  const typed = [
    fields?.money ? 'fund' : null,
    fields?.openInterest ? 'open interest' : null,
    fields?.maxLeverage ? 'highest leverage' : null,
    fields?.usableShare ? 'usable share' : null,
  ].filter((name) => name !== null)
  return (
    <div className={styles.sources}>
      <p className={styles.state}>
        <StateBadge
          state={pool.state}
          checkedAt={pool.checkedAt}
          expectedEveryS={venue.expectedEveryS}
          renderedAt={venue.meta.generatedAt}
          reason={pool.reason}
        />
      </p>
      {typed.length === 0 ? null : (
        <p>Typed in on this page, and used in place of the stored figures: {typed.join(', ')}.</p>
      )}
      <DataTable caption={`Inputs from ${venue.name}`} height="flowing">
        <thead>
          <tr>
            <ColumnHeader>Input</ColumnHeader>
            <ColumnHeader numeric>Amount</ColumnHeader>
            <ColumnHeader numeric>Value</ColumnHeader>
            <ColumnHeader>Observed (UTC)</ColumnHeader>
            <ColumnHeader>Evidence</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              <strong>Fund</strong>
            </th>
            <NumberCell>
              {pool.unit === 'USD' ? null : <Units value={pool.fundAmount} asset={pool.unit} reason="not stated" />}
            </NumberCell>
            <NumberCell>
              <Usd value={pool.fundUsd} reason={pool.reason ?? 'not stated'} />
            </NumberCell>
            <td>
              <TimeText at={pool.fundObservedAt} reason="never read" />
            </td>
            <td>{assets.length === 0 ? <Absent reason="no balance collected" /> : 'by asset, below'}</td>
          </tr>
          {assets.map((asset) => (
            <tr key={asset.asset}>
              <th scope="row" className={styles.part}>
                {asset.asset}
              </th>
              <NumberCell>
                <Units value={asset.units} asset={asset.asset} reason="" />
              </NumberCell>
              <NumberCell>
                <Usd value={asset.valueUsd} reason="no price" />
              </NumberCell>
              <td>
                <TimeText at={asset.observedAt} reason="" />
              </td>
              <td>
                <EvidenceLink
                  sha256={asset.rawSha256}
                  of={`${pool.label}, ${asset.asset}`}
                  reason="no archived answer"
                />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              <strong>Open interest it covers</strong>
            </th>
            <NumberCell>
              {pool.unit === 'USD' ? null : <Units value={pool.openInterest} asset={pool.unit} reason="not stated" />}
            </NumberCell>
            <NumberCell>
              <Usd value={pool.openInterestUsd} reason={pool.reason ?? 'not stated'} />
            </NumberCell>
            <td>
              <TimeText at={pool.oiObservedAt} reason="never read" />
            </td>
            <td>{markets.length === 0 ? <Absent reason="no listed contract" /> : 'by contract, below'}</td>
          </tr>
          {markets.map((market) => (
            <tr key={market.market}>
              <th scope="row" className={styles.part}>
                {market.market}
              </th>
              <NumberCell>
                {market.maxLeverage === null ? null : `up to ${formatLeverage(market.maxLeverage)}`}
              </NumberCell>
              <NumberCell>
                <Usd value={market.valueUsd} reason="not stated" />
              </NumberCell>
              <td>
                <TimeText at={market.observedAt} reason="never read" />
              </td>
              <td>
                <EvidenceLink
                  sha256={market.rawSha256}
                  of={`open interest of ${market.market}`}
                  reason="no archived answer"
                />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              <strong>Highest leverage</strong>
            </th>
            <NumberCell>
              {pool.maxLeverage === null ? (
                <Absent reason={pool.leverageReason ?? 'not stated'} />
              ) : (
                formatLeverage(Number(pool.maxLeverage.toPrecision(3)))
              )}
            </NumberCell>
            <td colSpan={3}>mean of the contracts’ limits, weighted by open interest</td>
          </tr>
        </tbody>
      </DataTable>
      <p className={styles.more}>
        {pool.assets.length > MOST_ROWS ? `${formatCount(pool.assets.length - MOST_ROWS, 'more asset')}, ` : ''}
        {pool.markets.length > MOST_ROWS ? `${formatCount(pool.markets.length - MOST_ROWS, 'more contract')}: ` : ''}
        <Link href={`/venues/${venue.venue}#funds`} prefetch={false}>
          all funds
        </Link>{' '}
        and{' '}
        <Link href={`/venues/${venue.venue}#markets`} prefetch={false}>
          all markets of {venue.name}
        </Link>
        , each with its evidence.
      </p>
    </div>
  )
}
