import { EvidenceLink } from '@/app/_components/evidence-link'
import { ExternalLink } from '@/app/_components/external-link'
import { Figure, Figures } from '@/app/_components/figure'
import { Notice } from '@/app/_components/notice'
import { StateBadge } from '@/app/_components/state-badge'
import { Term } from '@/app/_components/term'
import { Percent, Usd } from '@/app/_components/value'
import type { IsoTime } from '@/lib/queries/dto/common'
import type { MarketContext } from '@/lib/queries/dto/context'
import type { VenuePage } from '@/lib/queries/dto/venue'
import { boundWord, missingText, windowWords } from '@/lib/render/context-text'
import { formatCount } from '@/lib/render/format'
import { asSentence, plainWord } from '@/lib/render/words'
import { LiquidationsTable } from './liquidations-table'
import styles from './liquidity.module.css'
import { LiquidityMarkets } from './liquidity-markets'

interface LiquidityProps {
  readonly page: Pick<VenuePage, 'venue' | 'marketContext' | 'sources'>
  readonly renderedAt: IsoTime
}

/** What the fund's size is to be read against: volume, order books, volatility, liquidations. */
export function Liquidity({ page, renderedAt }: LiquidityProps) {
  const context = page.marketContext
  const { absences, depthReason, liquidations } = context
  return (
    <>
      <Headline context={context} renderedAt={renderedAt} />
      {context.markets.length === 0 ? null : <LiquidityMarkets context={context} renderedAt={renderedAt} />}
      {depthReason === null ? null : (
        <p className={styles.line}>{asSentence(`Order books: ${missingText(absences.depth, depthReason)}`)}</p>
      )}
      <h3>Liquidations</h3>
      {liquidations.windows.length === 0 ? (
        <Notice title={asSentence(`No liquidations: ${missingText(absences.liquidations, liquidations.reason)}`)} />
      ) : (
        <LiquidationsTable block={liquidations} renderedAt={renderedAt} />
      )}
      {liquidations.windows.length > 0 || liquidations.bookings.length === 0 ? null : (
        <p className={styles.line}>
          Bankruptcy losses the fund booked, at the prices last read:{' '}
          {liquidations.bookings.map(({ window, usd }, index) => (
            <span key={window}>
              {index === 0 ? '' : ', '}
              <Usd value={usd} reason="a booked loss has no dollar price" /> in {windowWords(window)}
            </span>
          ))}
          . What was liquidated is not known, so neither is the loss per liquidated dollar.
        </p>
      )}
      {context.incomplete.map(({ source, kind, text }) => (
        <p key={source} className={styles.line}>
          <strong>Incomplete feed</strong> ({plainWord(kind)}): {asSentence(text)}
        </p>
      ))}
      <Sources page={page} />
    </>
  )
}

function Headline({ context, renderedAt }: { readonly context: MarketContext; readonly renderedAt: IsoTime }) {
  const { volume, absences, liquidations } = context
  const noLiquidations = missingText(absences.liquidations, liquidations.reason)
  return (
    <Figures>
      <Figure
        label={<Term name="volume" />}
        note={
          volume.volumeUsd === null ? undefined : (
            <>
              {formatCount(volume.markets, 'market')}
              {volume.reason === null ? '' : `; ${volume.reason}`}; evidence{' '}
              <EvidenceLink sha256={volume.rawSha256} of="the 24 h volume" reason="not archived" />
              <br />
              <StateBadge
                state={volume.state}
                checkedAt={volume.checkedAt}
                expectedEveryS={volume.expectedEveryS}
                renderedAt={renderedAt}
                staleText="too old for a ratio"
              />
            </>
          )
        }
      >
        <Usd value={volume.volumeUsd} reason={missingText(absences.volume, volume.reason)} />
      </Figure>
      <Figure label={<Term name="fund_over_volume" />}>
        <Percent
          value={volume.fundOverVolume}
          reason={
            volume.volumeUsd === null && volume.fundOverVolumeReason !== 'no fund figure'
              ? 'no volume figure'
              : (volume.fundOverVolumeReason ?? '')
          }
        />
      </Figure>
      {liquidations.windows.length === 0 ? (
        <Figure label={<Term name="liquidated" />}>
          <Usd value={null} reason={noLiquidations} />
        </Figure>
      ) : (
        liquidations.windows.map((row) => (
          <Figure
            key={row.window}
            label={<Term name="liquidated">Liquidated, {row.window === '24h' ? '24 h' : '7 d'}</Term>}
            note={
              <>
                <Term name="beyond_bankruptcy">beyond bankruptcy</Term>:{' '}
                <Percent value={row.beyondShare} reason={row.beyondReason ?? ''} />
              </>
            }
          >
            {row.liquidatedUsd === null ? null : <span className={styles.bound}>{boundWord(row)}</span>}
            <Usd value={row.liquidatedUsd} reason={row.reason ?? 'no dollar value'} />
          </Figure>
        ))
      )}
    </Figures>
  )
}

const CONTEXT_KINDS: readonly string[] = ['volume', 'depth', 'liquidations']
const DOWNLOADS = [
  { series: 'volumes', text: 'volume' },
  { series: 'depth', text: 'depth' },
  { series: 'liquidations', text: 'liquidations' },
  { series: 'flows', text: 'flows' },
] as const

function Sources({ page }: { readonly page: LiquidityProps['page'] }) {
  const { marketContext: context } = page
  const own = page.sources.filter(({ kind }) => CONTEXT_KINDS.includes(kind))
  // Volume mostly comes with open interest.
  const withVolume = own.some(({ kind }) => kind === 'volume') || context.volume.checkedAt === null
  const shown = withVolume ? own : [...page.sources.filter(({ kind }) => kind === 'open_interest'), ...own]
  const described = shown.filter(({ docsUrl }, index) => shown.findIndex((row) => row.docsUrl === docsUrl) === index)
  return (
    <p className={styles.sources}>
      {described.length === 0 ? null : (
        <>
          Described at:{' '}
          {described.map(({ source, kind, docsUrl }, index) => (
            <span key={source}>
              {index === 0 ? '' : ', '}
              {docsUrl === null ? source : <ExternalLink href={docsUrl}>{plainWord(kind)}</ExternalLink>}
            </span>
          ))}
          .{' '}
        </>
      )}
      Every row with its evidence (CSV):{' '}
      {DOWNLOADS.map(({ series, text }, index) => (
        <span key={series}>
          {index === 0 ? '' : ', '}
          <a href={`/api/v1/${series}.csv?venue=${page.venue}`}>{text}</a>
        </span>
      ))}
      . None of this enters coverage.
    </p>
  )
}
