import Link from 'next/link'
import { Cite } from '@/app/_components/cite'
import { Notice } from '@/app/_components/notice'
import { Page, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { Segmented } from '@/app/_components/segmented'
import { env } from '@/lib/env'
import { stressCitation } from '@/lib/export/cite/citation'
import type { Meta } from '@/lib/queries/dto/common'
import type { StressPool, StressVenue } from '@/lib/queries/dto/stress'
import type { VenueProfile } from '@/lib/record/profiles'
import { pageRecord } from '@/lib/render/correction-text'
import { readStressFields } from '@/lib/render/stress-fields'
import { type StressQuery, stressHref } from '@/lib/render/stress-query'
import { AnswerPicture, AnswerTop } from './answer'
import { Details } from './details'
import { StressForm } from './form'
import { apiHref, buildInputs } from './inputs'
import { StressFormula, StressLimits } from './limits'
import { workOut } from './scenario'
import { Sources } from './sources'
import styles from './view.module.css'

export interface StressViewProps {
  readonly query: StressQuery
  readonly venue: StressVenue | null
  /** Null where the figures are typed in. */
  readonly pool: StressPool | null
  readonly profiles: readonly VenueProfile[]
  readonly meta: Meta
  /** What must be said before anything else: an unknown venue or pool. */
  readonly remark: string | null
  /** Every pool in its table. */
  readonly allPools: boolean
}

const PRESETS = ['5', '10', '20', '30'] as const

/** The page: what is asked on top, the answer in one look, then how it is known and what it depends on. */
export function StressView({ query, venue, pool, profiles, meta, remark, allPools }: StressViewProps) {
  const read = readStressFields(query)
  const built = read.ok ? buildInputs(read.fields, pool) : null
  const problems = read.ok ? [] : read.problems
  const scenario = read.ok && built?.ok ? workOut(read.fields, built.inputs, venue, pool) : null
  const { simulated, publicUrl } = env()
  const { generatedAt, dataAsOf } = meta
  const cited = { site: publicUrl, generatedAt, dataAsOf, asOf: null, simulated }
  const missing = built !== null && !built.ok ? built.missing : []
  return (
    <Page
      title="Stress lab"
      lede={
        <p>
          Would a sudden move empty a fund, and who would pay the rest? A reverse look at{' '}
          <Link href="/methodology#stress" prefetch={false}>
            the stress model
          </Link>{' '}
          with a venue’s latest stored figures, or with your own.
        </p>
      }
    >
      {remark === null ? null : <Notice title={remark} />}
      {scenario !== null ? (
        <AnswerTop query={query} venue={venue} scenario={scenario} />
      ) : (
        <Notice title="No answer from these inputs.">
          <ul className={styles.problems}>
            {problems.map(({ field, message }) => (
              <li key={`${field} ${message}`}>
                {FIELD_NAMES[field]}: {message}.
              </li>
            ))}
            {missing.map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className={styles.bench}>
        <div className={styles.inputs}>
          <h2 className={styles.heading}>The scenario</h2>
          <Segmented
            label="Size of the move"
            segments={PRESETS.map((gap) => ({
              href: stressHref({ ...query, gap }),
              text: `${gap} %`,
              selected: query.gap === gap,
            }))}
          />
          <StressForm query={query} venue={venue} pool={pool} profiles={profiles} problems={problems} />
        </div>
        {scenario === null ? null : <AnswerPicture scenario={scenario} simulated={venue?.simulated ?? false} />}
      </div>
      {venue === null || pool === null ? null : (
        <Section
          id="sources"
          title="How do you know?"
          note="The latest stored figures, each with the answer of the venue it was read from, byte for byte."
        >
          <Sources venue={venue} pool={pool} fields={read.ok ? read.fields : null} />
        </Section>
      )}
      {scenario === null ? null : <Details query={query} scenario={scenario} allPools={allPools} />}
      <Section id="formula" title="Formula">
        <StressFormula />
      </Section>
      <Section id="limits" title="What this does not tell you">
        <StressLimits />
      </Section>
      <Cite
        citation={stressCitation(stressHref(query), cited)}
        file="/cite/page/stress"
        query={stressHref(query).replace('/stress', '')}
      />
      <PageFooter
        record={pageRecord('/stress')}
        meta={meta}
        sources={[
          ...(venue === null ? [] : [{ text: venue.name, href: `/venues/${venue.venue}` }]),
          { text: 'how figures are made', href: '/methodology#stress' },
        ]}
        downloads={
          scenario === null ? undefined : (
            <>
              <a href={apiHref(scenario.inputs.request)}>this scenario (JSON)</a>
              {venue === null ? null : (
                <>
                  , <a href={`/api/v1/venues/${venue.venue}`}>the venue’s figures (JSON)</a>
                </>
              )}
            </>
          )
        }
      />
    </Page>
  )
}

const FIELD_NAMES: Readonly<Record<keyof StressQuery, string>> = {
  venue: 'Venue',
  fund: 'Pool',
  contract: 'Contracts',
  side: 'Direction',
  openInterest: 'Open interest',
  money: 'Fund',
  usable: 'Usable share',
  maxLeverage: 'Highest leverage',
  gap: 'Size of the move',
  slippage: 'Slippage',
  law: 'Leverage law',
  leverage: 'Leverage',
  custom: 'Own leverage law',
  maintenance: 'Maintenance margin',
}
