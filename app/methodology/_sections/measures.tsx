import { Prose, Section } from '@/app/_components/page'
import { formatMultiple, formatRatioPercent } from '@/lib/render/format'
import { worstDrawExample, wrongWayExample, wrongWayInputs } from '../worked-measures'
import { Formula, Var, WorkedNote } from './formula'

export function MeasuresSection() {
  const draw = worstDrawExample()
  const fund = wrongWayExample()
  return (
    <Section id="measures" title="How much a fund could bear">
      <Prose>
        <p>
          Five figures stand beside the headline. None of them is a score, and none enters coverage. A figure that
          cannot be known is absent with its reason.
        </p>
        <h3 id="usable-share">Usable share</h3>
        <p>
          Usable money ÷ fund. Where no drawdown rule can be applied the full balance counts and the share is 100 %:
          that is the absence of a rule we can read, not its proof.
        </p>
        <h3 id="worst-draw">Worst-draw multiple</h3>
        <Formula
          where={
            <>
              <Var>q</Var> is the level of the fund: units where the headline is one balance, else the index that only
              flows move. <Var>w</Var> is one day or seven.
            </>
          }
        >
          worst draw(<Var>w</Var>) = max(<Var>q</Var>
          <sub>s</sub> − <Var>q</Var>
          <sub>t</sub>) over all <Var>s</Var> {'<'} <Var>t</Var> ≤ <Var>s</Var> + <Var>w</Var>
          <br />
          multiple = <Var>q</Var> now ÷ worst draw
        </Formula>
        <p>
          Over 400 days: hours of the last 30, days before. A fund that goes {draw.levels.join(', ')} from day to day is
          worth {formatMultiple(draw.day)} its worst day and {formatMultiple(draw.week)} its worst week. When half of
          the steps are longer than the window, it is unobservable. A hole that is filled again between two samples is
          never seen: the true worst draw is at least as large. Where a venue publishes a dollar total only, price
          changes of what it holds are in it, and the page says so.
        </p>
        <WorkedNote />
        <h3 id="wrong-way">The fund in a fall, haircuts and concentration</h3>
        <Formula
          where={
            <>
              <Var>v</Var> dollar value of an asset, <Var>g</Var> the fall, <Var>b</Var> how far the asset follows: 0
              for stablecoins at par, 1 for coins; the venue’s own token is left out on both sides. <Var>h</Var>:
              stablecoins 2 %, bitcoin and ether max(35 %, <Var>g</Var>) with <Var>g</Var> = 30 %, other coins 60 %, own
              token 100 %.
            </>
          }
        >
          W = Σ <Var>v</Var>(1 − <Var>b</Var>
          <Var>g</Var>) ÷ Σ <Var>v</Var>
          <br />
          after haircuts = Σ <Var>v</Var>(1 − <Var>h</Var>)
          <br />
          HHI = Σ (<Var>v</Var> ÷ Σ <Var>v</Var>)², effective number = 1 ÷ HHI
        </Formula>
        <p>
          A fund of {wrongWayInputs.join(', ')} keeps {formatRatioPercent(fund.ratio)} of its worth in a fall of 30 %,
          has an HHI of {fund.hhi.toFixed(2)}, and {fund.haircut} left after haircuts. These discounts are policy, not
          measurement. An asset without a rule makes W and the haircut absent and is named; it is never taken at par. Of
          a dollar total its parts are used where they add up to it within 5 %; else what it is made of is not known. A
          stablecoin that is more than half is named: one issuer’s trouble would be the fund’s.
        </p>
        <WorkedNote />
        <h3 id="stress-coverage">Stress coverage</h3>
        <Formula
          where={
            <>
              summed over pools, each with the leverage law of its own markets; falls of 5, 10, 20 and 30 %, long
              positions, no slippage, the <a href="#stress">stress model</a>.
            </>
          }
        >
          stress coverage = Σ usable ÷ Σ shortfall
          <br />
          not paid = Σ max(0, shortfall − usable)
        </Formula>
        <p>
          Three laws, high, central and low leverage, because traders’ leverage is not public. Without a shortfall there
          is no coverage, and it is never infinite. “At the prices of the fall” multiplies what each linear pool can use
          by its own W; an inverse pool is reckoned in its coin, so fund and loss fall together. Pools do not pay for
          each other: money can be missing in one while coverage is above 1. Pools without open interest, coverage or a
          known highest leverage are left out and counted.
        </p>
      </Prose>
    </Section>
  )
}
