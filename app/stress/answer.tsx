import Link from 'next/link'
import { Absent } from '@/app/_components/absent'
import { Figure, Figures } from '@/app/_components/figure'
import { Term } from '@/app/_components/term'
import { Percent } from '@/app/_components/value'
import type { StressResult, StressSide } from '@/lib/core/metrics/stress'
import { formatMultiple } from '@/lib/render/format'
import { formatShare } from '@/lib/render/stress-text'
import { Amount } from './amount'
import styles from './answer.module.css'

/** The answer in sentences, above everything else. Announced again when an input changes. */
export function Headline({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <div className={styles.headline} role="status">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence.replaceAll(' %', '\u00a0%')}</p>
      ))}
    </div>
  )
}

/** Why there is no stress coverage. */
export function noShortfallWords(side: StressSide): string {
  return `no hole: no ${side} loses more than its margin`
}

/** Why there is no exhaustion move. */
export function noExhaustionWords(side: StressSide): string {
  return side === 'long' ? 'no fall can exhaust it' : 'no rise can exhaust it'
}

/** The answer in figures. */
export function AnswerFigures({
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
  const { exhaustion } = result
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
        {result.stressCoverage === null ? (
          <Absent reason={noShortfallWords(side)} />
        ) : (
          <data value={result.stressCoverage}>{formatMultiple(result.stressCoverage)}</data>
        )}
      </Figure>
      <Figure
        label={<Term name="exhaustion_move">{side === 'long' ? 'Empties at a fall of' : 'Empties at a rise of'}</Term>}
        note={slippage === 0 ? undefined : `with ${formatShare(slippage)} slippage on top`}
      >
        {exhaustion === null ? (
          <Absent reason={noExhaustionWords(side)} />
        ) : exhaustion.gap < 0 ? (
          <Absent reason="slippage alone empties it" />
        ) : (
          <Percent value={exhaustion.gap} reason="" />
        )}
      </Figure>
    </Figures>
  )
}

/** The other forms of the same numbers. */
export function AnswerLinks({ api, pinned }: { readonly api: string; readonly pinned: string }) {
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
