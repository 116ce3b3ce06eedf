import Link from 'next/link'
import { Figure, Figures } from '@/app/_components/figure'
import { Term } from '@/app/_components/term'
import { Percent } from '@/app/_components/value'
import { dec, plain } from '@/lib/core/decimal'
import type { StressResult, StressSide } from '@/lib/core/metrics/stress'
import type { StressPool, StressVenue } from '@/lib/queries/dto/stress'
import { formatCount } from '@/lib/render/format'
import { OWN, type StressQuery, stressHref } from '@/lib/render/stress-query'
import { bandSentence, formatShare, headlineSentences } from '@/lib/render/stress-text'
import { Amount } from './amount'
import styles from './answer.module.css'
import { Curve } from './curve'
import { apiHref, type StressInputs } from './inputs'
import { isolationSentences } from './pools-table'
import { curveData, drawnLaws, type Scenario } from './scenario'
import { CoverageOf, SolvedMove } from './solved-move'
import { WaterfallPicture } from './waterfall-picture'

/** The answer in sentences, above everything else. Announced again when an input changes. */
function Headline({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <div className={styles.headline} role="status">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence.replaceAll(' %', '\u00a0%')}</p>
      ))}
    </div>
  )
}

/** The answer in figures. */
function AnswerFigures({
  result,
  side,
  slippage,
  unit,
}: {
  readonly result: StressResult
  readonly side: StressSide
  readonly slippage: number
  readonly unit: string
}) {
  return (
    <Figures>
      <Figure
        label={<Term name="shortfall" />}
        note={
          <>
            <Percent value={result.bankruptShare} reason="" /> of open interest bankrupt
          </>
        }
      >
        <Amount value={result.shortfall} unit={unit} />
      </Figure>
      <Figure label="Fund pays" note="up to its usable part">
        <Amount value={result.fundDraw} unit={unit} />
      </Figure>
      <Figure label={<Term name="residual_to_adl" />}>
        <Amount value={result.residualToAdl} unit={unit} />
      </Figure>
      <Figure label="Fund after" note="unusable part included">
        <Amount value={result.fundAfter} unit={unit} />
      </Figure>
      <Figure label={<Term name="stress_coverage" />}>
        <CoverageOf result={result} side={side} />
      </Figure>
      <Figure
        label={<Term name="exhaustion_move">{side === 'long' ? 'Empties at a fall of' : 'Empties at a rise of'}</Term>}
        note={slippage === 0 ? undefined : `with ${formatShare(slippage)} slippage on top`}
      >
        <SolvedMove result={result} side={side} />
      </Figure>
    </Figures>
  )
}

/** The other forms of the same numbers. */
function AnswerLinks({ api, pinned }: { readonly api: string; readonly pinned: string }) {
  return (
    <p className={styles.links}>
      <a href={api}>The same as JSON</a> ·{' '}
      <Link href={pinned} prefetch={false}>
        Link with these very figures
      </Link>{' '}
      · <a href="#formula">Formula</a> · <a href="#limits">Limits</a>
    </p>
  )
}

function subjectOf(venue: StressVenue | null, pool: StressPool | null): string {
  return venue === null || pool === null ? 'the pool typed in' : `${venue.name}, ${pool.label}`
}

/** The usable share in percent, with enough digits to give the amount back. */
function usablePercentOf({ request }: StressInputs): string {
  const fund = dec(request.fund)
  if (request.usable_fund === undefined || fund.lte(0)) return ''
  return plain(dec(request.usable_fund).div(fund).times(100).toDecimalPlaces(18))
}

/** The address of the same scenario with every stored figure written out. */
function pinnedHref(query: StressQuery, venue: StressVenue | null, inputs: StressInputs): string {
  const { request, maxLeverage } = inputs
  return stressHref({
    ...query,
    venue: venue?.venue ?? OWN,
    contract: request.contract,
    openInterest: plain(dec(request.open_interest)),
    money: plain(dec(request.fund)),
    usable: query.usable === '' ? usablePercentOf(inputs) : query.usable,
    maxLeverage: maxLeverage === null ? '' : plain(dec(maxLeverage)),
  })
}

/** The answer of a scenario: sentences, figures, and the same in other forms. */
export function AnswerTop({
  query,
  venue,
  scenario,
}: {
  readonly query: StressQuery
  readonly venue: StressVenue | null
  readonly scenario: Scenario
}) {
  const { inputs, pool, rows, result, usable, together } = scenario
  const { request, unit, chosen } = inputs
  const { side, gap, slippage } = request
  const subject = subjectOf(venue, pool)
  const priceUsd = pool !== null && unit === pool.unit ? pool.priceUsd : null
  const headline = { side, gap, slippage, unit, subject, law: chosen.text, result, usable, priceUsd }
  const sentences = [
    ...(together === null
      ? headlineSentences(headline)
      : isolationSentences(together, { ...headline, subject: venue?.name ?? subject })),
    bandSentence({ unit, results: rows.filter((row) => row.standard).map((row) => row.result) }),
  ].filter((sentence) => sentence !== null)
  return (
    <div className={styles.answer}>
      <Headline sentences={sentences} />
      {together === null ? null : <h2 className={styles.title}>If all pools were one common fund</h2>}
      <AnswerFigures result={result} side={side} slippage={slippage} unit={unit} />
      <AnswerLinks api={apiHref(request)} pinned={pinnedHref(query, venue, inputs)} />
    </div>
  )
}

/** A pool of dollar-margined and coin-margined contracts is computed as if all were of one kind. */
function MixedNote({ scenario: { inputs, pool } }: { readonly scenario: Scenario }) {
  if (pool === null || pool.otherContracts === 0 || inputs.request.contract !== pool.contract) return null
  return (
    <p className={styles.note}>
      {formatCount(pool.otherContracts, 'contract')} of {pool.markets.length} are margined in coins and are computed as
      if margined in dollars: in a fall their hole would be larger than shown.
    </p>
  )
}

/** The answer as a picture. */
export function AnswerPicture({ scenario, simulated }: { readonly scenario: Scenario; readonly simulated: boolean }) {
  const { inputs, result, usable } = scenario
  const { request, unit } = inputs
  return (
    <div className={styles.picture}>
      <WaterfallPicture result={result} usable={usable} fund={Math.max(0, Number(request.fund))} unit={unit} />
      {request.contract === 'linear' ? null : (
        <p className={styles.note}>
          Inverse contracts: margin, loss and fund are counted in{' '}
          {unit === 'USD' ? 'dollars at the price before the move' : unit}. A{' '}
          {request.side === 'long' ? 'fall' : 'rise'} of <var>G</var> costs <var>G</var> ÷ (1{' '}
          {request.side === 'long' ? '−' : '+'} <var>G</var>) per unit.
        </p>
      )}
      <MixedNote scenario={scenario} />
      <h2 className={styles.title} id="curve">
        The hole over the size of the {request.side === 'long' ? 'fall' : 'rise'}
      </h2>
      <Curve
        data={curveData(inputs, drawnLaws(inputs), usable)}
        unit={unit}
        move={request.side === 'long' ? 'fall' : 'rise'}
        simulated={simulated}
      />
    </div>
  )
}
