import Link from 'next/link'
import { Notice } from '@/app/_components/notice'
import { Page, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { Segmented } from '@/app/_components/segmented'
import { dec } from '@/lib/core/decimal'
import { readStressInput } from '@/lib/core/metrics/stress'
import type { Meta } from '@/lib/queries/dto/common'
import type { StressPool, StressVenue } from '@/lib/queries/dto/stress'
import type { VenueProfile } from '@/lib/record/profiles'
import { readStressFields, type StressFields } from '@/lib/render/stress-fields'
import { type StressQuery, stressHref } from '@/lib/render/stress-query'
import { bandSentence, headlineSentences } from '@/lib/render/stress-text'
import { AnswerFigures, AnswerLinks, Headline } from './answer'
import { Curve } from './curve'
import { StressForm } from './form'
import { apiHref, buildInputs, type StressInputs } from './inputs'
import { CoverageTable, LawsTable } from './laws-table'
import { StressFormula, StressLimits } from './limits'
import { poolsTogether } from './pools'
import { isolationSentence, PoolsTable } from './pools-table'
import { OrderlyRegime, WrongWayBlock } from './regimes'
import { coverageRows, curveData, lawRows, orderly, wrongWay } from './scenario'
import { Sources } from './sources'
import styles from './view.module.css'
import { WaterfallPicture } from './waterfall-picture'

export interface StressViewProps {
  readonly query: StressQuery
  readonly venue: StressVenue | null
  /** Null where the figures are typed in. */
  readonly pool: StressPool | null
  readonly profiles: readonly VenueProfile[]
  readonly meta: Meta
  /** What must be said before anything else: an unknown venue or pool. */
  readonly remark: string | null
}

const PRESETS = ['5', '10', '20', '30'] as const

/** The page: what is asked on top, the answer in one look, then how it is known and what it depends on. */
export function StressView(props: StressViewProps) {
  const { query, venue, pool, profiles, meta, remark } = props
  const read = readStressFields(query)
  const built = read.ok ? buildInputs(read.fields, pool) : null
  const problems = read.ok ? [] : read.problems
  const inputs = built?.ok ? built.inputs : null
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
      {read.ok && inputs !== null ? (
        <AnswerTop {...props} fields={read.fields} inputs={inputs} />
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
        {read.ok && inputs !== null ? <AnswerPicture inputs={inputs} /> : null}
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
      {read.ok && inputs !== null ? <Details {...props} fields={read.fields} inputs={inputs} /> : null}
      <Section id="formula" title="Formula">
        <StressFormula />
      </Section>
      <Section id="limits" title="What this does not tell you">
        <StressLimits />
      </Section>
      <PageFooter
        meta={meta}
        sources={[
          ...(venue === null ? [] : [{ text: venue.name, href: `/venues/${venue.venue}` }]),
          { text: 'how figures are made', href: '/methodology#stress' },
        ]}
        downloads={
          inputs === null ? undefined : (
            <>
              <a href={apiHref(inputs.request)}>this scenario (JSON)</a>
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

type AnswerProps = StressViewProps & { readonly fields: StressFields; readonly inputs: StressInputs }

/** What the fund can pay, as the model reads it. */
function usableOf({ request }: StressInputs): number {
  return Math.max(0, Number(request.usable_fund ?? request.fund))
}

function subjectOf(venue: StressVenue | null, pool: StressPool | null): string {
  if (venue === null || pool === null) return 'the pool typed in'
  return `${venue.name}, ${pool.label}`
}

function AnswerTop({ query, venue, pool, fields, inputs }: AnswerProps) {
  const { request, unit, chosen } = inputs
  const rows = lawRows(inputs)
  const result = rows.find((row) => row.chosen)?.result
  if (result === undefined) return null
  const together = venue !== null && pool?.fund === null ? poolsTogether(fields, venue) : null
  const sentences = [
    ...headlineSentences({
      side: request.side,
      gap: request.gap,
      slippage: request.slippage,
      unit,
      subject: subjectOf(venue, pool),
      law: chosen.text,
      result,
      usable: usableOf(inputs),
    }),
    together === null ? null : isolationSentence(together, result),
    bandSentence({ unit, results: rows.filter((row) => row.standard).map((row) => row.result) }),
  ].filter((sentence) => sentence !== null)
  const pinned = stressHref({
    ...query,
    venue: venue?.venue ?? 'own',
    contract: request.contract,
    openInterest: String(request.open_interest),
    money: String(request.fund),
    usable: query.usable === '' ? usablePercentOf(inputs) : query.usable,
    maxLeverage: inputs.maxLeverage === null ? '' : String(inputs.maxLeverage),
  })
  return (
    <div className={styles.answer}>
      <Headline sentences={sentences} />
      <AnswerFigures result={result} side={request.side} slippage={request.slippage} unit={unit} />
      <AnswerLinks api={apiHref(request)} pinned={pinned} />
    </div>
  )
}

/** The usable share as typed in percent, with enough digits to give the amount back. */
function usablePercentOf({ request }: StressInputs): string {
  const fund = dec(request.fund)
  if (request.usable_fund === undefined || fund.lte(0)) return ''
  return dec(request.usable_fund).div(fund).times(100).toDecimalPlaces(18).toFixed()
}

function AnswerPicture({ inputs }: { readonly inputs: StressInputs }) {
  const { request, unit } = inputs
  const row = lawRows(inputs).find(({ chosen }) => chosen)
  if (row === undefined) return null
  return (
    <div className={styles.picture}>
      <WaterfallPicture
        result={row.result}
        usable={usableOf(inputs)}
        fund={Math.max(0, Number(request.fund))}
        unit={unit}
      />
      <WholePool inputs={inputs} />
    </div>
  )
}

function WholePool({ inputs }: { readonly inputs: StressInputs }) {
  const input = readStressInput(inputs.request)
  const inverse = input.contract === 'inverse'
  if (!inverse) return null
  return (
    <p className={styles.note}>
      Inverse contracts: margin, loss and fund are counted in{' '}
      {inputs.unit === 'USD' ? 'dollars at the price before the move' : inputs.unit}. A fall of <var>G</var> costs{' '}
      <var>G</var> ÷ (1 − <var>G</var>) per unit.
    </p>
  )
}

function Details({ query, venue, pool, fields, inputs }: AnswerProps) {
  const { request, unit, standard, chosen } = inputs
  const rows = lawRows(inputs)
  const result = rows.find((row) => row.chosen)?.result
  const drawn = standard.some(({ name }) => name === chosen.name) ? standard : [chosen, ...standard]
  const together = venue !== null && pool?.fund === null ? poolsTogether(fields, venue) : null
  const move = request.side === 'long' ? 'fall' : 'rise'
  if (result === undefined) return null
  return (
    <>
      {together === null ? null : (
        <Section
          id="pools"
          title="Pool by pool"
          note="Each with its own highest leverage. In dollars at the price before the move."
        >
          <PoolsTable together={together} query={query} />
        </Section>
      )}
      <Section id="curve" title={`The hole over the size of the ${move}`}>
        <Curve
          data={curveData(inputs, drawn, usableOf(inputs))}
          unit={unit}
          move={move}
          simulated={venue?.simulated ?? false}
        />
      </Section>
      <Section
        id="laws"
        title="What each leverage law says"
        note="Traders’ leverage is not public. The first three are the standard ones; the ceiling is higher than any book seen."
      >
        <LawsTable rows={rows} query={query} side={request.side} unit={unit} />
      </Section>
      <Section
        id="coverage"
        title="Stress coverage at 5, 10, 20 and 30 %"
        note="Usable fund ÷ hole, with the same slippage."
      >
        <CoverageTable rows={coverageRows(inputs, drawn)} laws={drawn} side={request.side} />
      </Section>
      <Section id="orderly" title="An orderly market instead of a gap">
        <OrderlyRegime orderly={orderly(inputs, fields)} gap={result} unit={unit} />
      </Section>
      <Section id="wrong-way" title="When the fund’s own assets move too">
        <WrongWayBlock wrongWay={wrongWay(inputs, pool, fields)} headline={result} unit={unit} />
      </Section>
    </>
  )
}
