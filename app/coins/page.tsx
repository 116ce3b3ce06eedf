import type { Metadata } from 'next'
import Link from 'next/link'
import { Refresher } from '@/app/_client/refresher'
import { Definitions } from '@/app/_components/definitions'
import { FilterForm, FilterSearch, FilterSelect } from '@/app/_components/filter-form'
import { Notice } from '@/app/_components/notice'
import { Page, Prose, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { Segmented } from '@/app/_components/segmented'
import { getCoins } from '@/app/_data/coins'
import { COIN_ALIASES } from '@/lib/core/coin'
import {
  coinsColumns,
  coinsHref,
  defaultCoinsQuery,
  MOST_COINS,
  type PoolKind,
  parseCoinsQuery,
  poolKinds,
  selectCoins,
} from '@/lib/render/coins-query'
import { pageRecord } from '@/lib/render/correction-text'
import { formatCount } from '@/lib/render/format'
import type { SearchParams } from '@/lib/render/overview-query'
import { writeSort } from '@/lib/render/table-query'
import { adlLevelWord } from '@/lib/render/words'
import { AliasTable } from './alias-table'
import { CoinsTable, coinsColumnTexts } from './coins-table'
import styles from './page.module.css'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Coins: which money stands behind a contract',
  description:
    'For every coin that two or more venues list as a perpetual or future: open interest, the weakest and the strongest pool behind it, and the highest ADL level now.',
  alternates: { canonical: '/coins' },
}

const POOL_WORDS: Readonly<Record<PoolKind, string>> = { insurance: 'Insurance funds', vault: 'Liquidation vaults' }

export default async function CoinsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = parseCoinsQuery(await searchParams)
  const { coins, single, venues, meta } = await getCoins()
  const matching = selectCoins(coins, query)
  const shown = query.all ? matching : matching.slice(0, MOST_COINS)
  const filters = [
    query.search === '' ? null : `the name has “${query.search}”`,
    query.adl === null ? null : `ADL is ${adlLevelWord(query.adl)} or higher`,
  ].filter((text) => text !== null)

  return (
    <Page
      title="Coins: which money stands behind a contract"
      lede={
        <p>
          {formatCount(coins.length, 'coin')} with perpetuals or futures on two or more of the{' '}
          {formatCount(venues, 'venue')} that list contracts here, and BTC and ETH always. The same coin can be covered
          by a deep pool on one venue and by none on the next. {formatCount(single, 'more coin is', 'more coins are')}{' '}
          on one venue only and not listed.
        </p>
      }
      actions={
        <>
          <a href="/api/v1/coins.csv">CSV</a>
          <a href="/api/v1/coins.json">JSON</a>
          <a href="/api/v1/coins.ndjson">NDJSON</a>
        </>
      }
    >
      <Refresher renderedAt={Date.parse(meta.generatedAt)} />
      <div className={styles.list}>
        <div className={styles.filters}>
          <Segmented
            label="Kind of pool"
            segments={poolKinds.map((pools) => ({
              href: coinsHref({ ...query, pools }),
              text: POOL_WORDS[pools],
              selected: query.pools === pools,
            }))}
          />
          <FilterForm key={coinsHref(query)} label="Find coins" action="/coins">
            {query.pools === defaultCoinsQuery.pools ? null : <input type="hidden" name="pools" value={query.pools} />}
            <FilterSearch label="Coin" name="q" value={query.search} />
            <FilterSelect
              label="ADL at least"
              name="adl"
              value={query.adl === null ? null : String(query.adl)}
              options={[1, 2, 3].map((level) => ({ value: String(level), text: adlLevelWord(level) }))}
            />
            <FilterSelect
              label="Sort by"
              name="sort"
              value={writeSort(query.sort)}
              anyText={null}
              options={coinsColumns.flatMap((column) => [
                { value: column, text: `${coinsColumnTexts[column]}, lowest first` },
                { value: `-${column}`, text: `${coinsColumnTexts[column]}, highest first` },
              ])}
            />
          </FilterForm>
        </div>
        {shown.length === 0 ? (
          <Notice title="No coin matches.">
            {filters.length > 0 ? `The filter asks for: ${filters.join(', ')}. ` : ''}
            <Link href="/coins" prefetch={false}>
              Show all coins
            </Link>
          </Notice>
        ) : (
          <>
            <p className={styles.summary} role="status">
              {shown.length === matching.length
                ? `${formatCount(shown.length, 'coin')} shown`
                : `The first ${shown.length} of ${formatCount(matching.length, 'coin')}`}
              , sorted by {coinsColumnTexts[query.sort.column]}, {query.sort.descending ? 'highest' : 'lowest'} first;
              unknown last. Weakest and strongest are of {POOL_WORDS[query.pools].toLowerCase()} only.{' '}
              {filters.length > 0 ? `Filter: ${filters.join(', ')}. ` : ''}
              {filters.length > 0 ? (
                <Link href={coinsHref({ ...defaultCoinsQuery, pools: query.pools, sort: query.sort })} prefetch={false}>
                  Clear the filter
                </Link>
              ) : null}
              {shown.length === matching.length ? null : (
                <Link href={coinsHref({ ...query, all: true })} prefetch={false}>
                  Show all {matching.length}
                </Link>
              )}
            </p>
            <CoinsTable coins={shown} query={query} />
          </>
        )}
      </div>
      <Section id="words" title="What the columns say">
        <Definitions names={['coin', 'open_interest', 'coverage', 'pool', 'adl']} />
        <Prose>
          <p>
            Open interest is added over the contracts that state it and whose last check is not too old. Coverage is
            that of the whole pool, over all contracts it covers, not of the coin alone: a pool for one hundred
            contracts can be used up by another coin.
          </p>
        </Prose>
      </Section>
      <Section
        id="names"
        title="Names that were unified"
        note="The base asset is the one each venue’s payload or documented symbol form states. Only these names are taken for one coin; everything else counts under its own name, also where two venues may use one name for two things."
      >
        <AliasTable aliases={COIN_ALIASES} />
      </Section>
      <PageFooter
        record={pageRecord('/coins')}
        meta={meta}
        sources={[
          { text: 'every source and its state', href: '/status' },
          { text: 'how coverage is made', href: '/methodology#coverage' },
        ]}
        downloads={
          <>
            <a href="/api/v1/coins.csv">every contract of these coins (CSV)</a>, <a href="/data#coins">its columns</a>
          </>
        }
      />
    </Page>
  )
}
