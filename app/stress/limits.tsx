import Link from 'next/link'
import { Prose } from '@/app/_components/page'
import { Formula, Var } from '@/app/methodology/_sections/formula'

/** The formula of the page in place. */
export function StressFormula() {
  return (
    <Prose>
      <Formula
        where={
          <>
            <Var>g</Var> gap, <Var>s</Var> slippage, <Var>N</Var> one-sided open interest, <Var>L</Var> leverage at the
            price before the move (position ÷ equity), <Var>F</Var> usable fund. Inverse contracts are counted in coins.
          </>
        }
      >
        <Var>G</Var> = 1 − (1 − <Var>g</Var>)(1 − <Var>s</Var>) for a fall; (1 + <Var>g</Var>)(1 + <Var>s</Var>) − 1 for
        a rise
        <br />
        <Var>x</Var> = <Var>G</Var> linear; <Var>G</Var> ÷ (1 − <Var>G</Var>) inverse long; <Var>G</Var> ÷ (1 +{' '}
        <Var>G</Var>) inverse short
        <br />
        hole = <Var>N</Var> × <Var>E</Var>[max(0, <Var>x</Var> − 1/<Var>L</Var>)]
        <br />
        fund pays = min(<Var>F</Var>, hole); left to ADL = max(0, hole − <Var>F</Var>)
        <br />
        empties at = the <Var>g</Var> at which the hole equals <Var>F</Var>
      </Formula>
      <p>
        The laws for <Var>L</Var> with their closed forms, the tiers, and worked examples are in the{' '}
        <Link href="/methodology#stress" prefetch={false}>
          methodology
        </Link>
        ; <code>POST /api/v1/stress</code> computes the same for your own program (
        <Link href="/data#api" prefetch={false}>
          API
        </Link>
        ).
      </p>
    </Prose>
  )
}

/** What the model leaves out, in plain words (methodology 4.9). */
export function StressLimits() {
  return (
    <Prose>
      <ul>
        <li>One instant gap hits every contract of the pool alike, and nobody can add margin in between.</li>
        <li>
          Each position stands alone. Shared margin and hedges that offset each other are not public; leaving them out
          makes the hole larger than it would be.
        </li>
        <li>
          Leverage is assumed, not seen: no centralised venue publishes it. The answer depends on it more than on
          anything else; read the range, not one law.
        </li>
        <li>
          Slippage is typed in, not computed: a cascade that makes its own slippage is not here. What liquidations of
          solvent positions leave over is not credited in the gap.
        </li>
        <li>No money added by the venue, no backstop dealers. Some venues say they may add money; none must.</li>
        <li>
          What is left to ADL is a hole that someone fills. Where winners are closed at the bankruptcy price they are
          handed it; at the mark price ADL only stops further loss, and the fund still pays the rest.
        </li>
        <li>
          A scenario is not a forecast and has no probability. It says nothing of whether the published money exists.
        </li>
      </ul>
    </Prose>
  )
}
