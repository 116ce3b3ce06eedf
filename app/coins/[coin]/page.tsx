import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound, permanentRedirect } from 'next/navigation'
import { Refresher } from '@/app/_client/refresher'
import { Cite } from '@/app/_components/cite'
import { Definitions } from '@/app/_components/definitions'
import { FilterForm, FilterSearch, FilterSelect } from '@/app/_components/filter-form'
import { Notice } from '@/app/_components/notice'
import { Page, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { getCoin } from '@/app/_data/coins'
import { COIN_ALIASES, coinOf } from '@/lib/core/coin'
import { env } from '@/lib/env'
import { coinCitation } from '@/lib/export/cite/citation'
import { coinVerdict } from '@/lib/render/coin-text'
import {
  backingKinds,
  coinHref,
  coinPath,
  defaultCoinQuery,
  groupBackings,
  parseCoinQuery,
} from '@/lib/render/coins-query'
import { pageRecord } from '@/lib/render/correction-text'
import { formatCount } from '@/lib/render/format'
import type { SearchParams } from '@/lib/render/overview-query'
import { writeSort } from '@/lib/render/table-query'
import { AliasTable } from '../alias-table'
import styles from '../page.module.css'
import { BackingTable, backingTexts } from './backing-table'
import { ContractsTable } from './contracts-table'

export const dynamic = 'force-dynamic'

interface Props {
  readonly params: Promise<{ readonly coin: string }>
  readonly searchParams: Promise<SearchParams>
}

/** The coin of the address; null where its escapes cannot be read. */
function readName(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** The coin asked for; a name that was unified, or written in other letters, leads to the coin's own address. */
async function find(params: Props['params']) {
  const name = readName((await params).coin)
  if (name === null) notFound()
  const { coin } = coinOf(name)
  const found = await getCoin(coin)
  if (found !== null) {
    if (coin !== name) permanentRedirect(coinPath(coin))
    return { coin, ...found }
  }
  const upper = coinOf(name.toUpperCase()).coin
  if (upper === name || (await getCoin(upper)) === null) notFound()
  permanentRedirect(coinPath(upper))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { coin, summary } = await find(params)
  return {
    title: `${coin}: the money behind its contracts`,
    description: coinVerdict(summary).join(' '),
    alternates: { canonical: coinPath(coin) },
  }
}

const SORT_TEXTS = {
  venue: 'venue',
  fund_usd: 'fund value',
  coverage: 'coverage',
  exhaustion_move: 'fall that empties the pool',
  oi_usd: 'open interest',
  max_leverage: 'highest leverage',
  adl: 'ADL level',
  checked_at: 'time of the last check',
} as const

export default async function CoinPage({ params, searchParams }: Props) {
  const { coin, summary, backings, meta } = await find(params)
  const query = parseCoinQuery(await searchParams)
  const groups = groupBackings(backings, query)
  const unified = COIN_ALIASES.filter(({ name }) => summary.names.includes(name))
  const { simulated, publicUrl } = env()
  const { generatedAt, dataAsOf } = meta
  const cited = { site: publicUrl, generatedAt, dataAsOf, asOf: null, simulated }
  const filtered = query.backing !== null || query.search !== ''

  return (
    <Page
      kicker={
        <>
          <Link href="/coins" prefetch={false}>
            Coins
          </Link>{' '}
          · {formatCount(summary.venues, 'venue')} · {formatCount(summary.contracts, 'contract')}
        </>
      }
      title={`${coin}: the money behind its contracts`}
      lede={<p>{coinVerdict(summary).join(' ')}</p>}
      actions={<a href="/api/v1/coins.csv">CSV of all coins</a>}
    >
      <Refresher renderedAt={Date.parse(meta.generatedAt)} />
      <div className={styles.list}>
        <FilterForm key={coinHref(coin, query)} label="Find venues" action={coinPath(coin)}>
          <FilterSearch label="Venue" name="q" value={query.search} />
          <FilterSelect
            label="Money behind it"
            name="behind"
            value={query.backing}
            options={backingKinds.map((kind) => ({ value: kind, text: backingTexts[kind].split(':')[0] ?? kind }))}
          />
          <FilterSelect
            label="Sort by"
            name="sort"
            value={writeSort(query.sort)}
            anyText={null}
            options={Object.entries(SORT_TEXTS).flatMap(([column, text]) => [
              { value: column, text: `${text}, lowest first` },
              { value: `-${column}`, text: `${text}, highest first` },
            ])}
          />
        </FilterForm>
        {groups.length === 0 ? (
          <Notice title={backings.length === 0 ? 'Nothing is collected yet.' : 'No venue matches.'}>
            {backings.length === 0 ? (
              <Link href="/status" prefetch={false}>
                The status of every source
              </Link>
            ) : (
              <Link href={coinPath(coin)} prefetch={false}>
                Show all venues
              </Link>
            )}
          </Notice>
        ) : (
          <>
            <p className={styles.summary} role="status">
              Each kind of money is ranked for itself, by {SORT_TEXTS[query.sort.column]},{' '}
              {query.sort.descending ? 'highest' : 'lowest'} first; unknown last.{' '}
              {filtered ? (
                <Link href={coinHref(coin, { ...defaultCoinQuery, sort: query.sort })} prefetch={false}>
                  Clear the filter
                </Link>
              ) : null}
            </p>
            <BackingTable coin={coin} groups={groups} query={query} renderedAt={meta.generatedAt} />
          </>
        )}
      </div>

      {backings.length === 0 ? null : (
        <Section
          id="contracts"
          title="Contracts"
          note="Open interest of each contract, one side, with the archived answer it was read from."
        >
          <ContractsTable backings={backings} />
        </Section>
      )}

      <Section
        id="names"
        title="Names"
        note="The base asset is the one the venue’s payload or documented symbol form states. Two venues may use one name for two things; then they are together here."
      >
        {unified.length === 0 ? (
          <p>
            Every contract here is named {coin} by its venue; no other name was unified.{' '}
            <Link href="/coins#names" prefetch={false}>
              All unified names
            </Link>
          </p>
        ) : (
          <AliasTable aliases={unified} />
        )}
      </Section>

      <Section id="words" title="What the columns say">
        <Definitions names={['fund', 'coverage', 'exhaustion_move', 'open_interest', 'adl', 'proximity']} />
      </Section>

      <Section id="limits" title="What this does not tell you">
        <ul className={styles.limits}>
          <li>A pool is shown whole: its other contracts can use it up before a loss in {coin} does.</li>
          <li>Pools of different kinds pay by different rules; they are not ranked against each other.</li>
          <li>Where a venue says nothing, nothing is assumed: no pool named is not the same as no loss shared.</li>
        </ul>
      </Section>

      <Cite citation={coinCitation(coin, cited)} file={`/cite/coin/${encodeURIComponent(coin)}`} />
      <PageFooter
        record={pageRecord(`/coins/${coin}`)}
        meta={meta}
        sources={[
          { text: 'every source and its state', href: '/status' },
          { text: 'how coverage and the exhaustion move are made', href: '/methodology#coverage' },
        ]}
        downloads={
          <>
            <a href="/api/v1/coins.csv">every contract of the listed coins (CSV)</a>,{' '}
            <a href="/data#coins">its columns</a>
          </>
        }
      />
    </Page>
  )
}
