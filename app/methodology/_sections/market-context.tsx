import { Prose, Section } from '@/app/_components/page'
import { Formula, Var } from './formula'

export function MarketContextSection() {
  return (
    <Section id="market-context" title="Liquidity and activity">
      <Prose>
        <p>
          What a fund’s size is to be read against. None of it enters coverage, the exhaustion move or a venue’s state:
          a venue whose feed of liquidations fails is no less covered.
        </p>
        <h3 id="volume">Volume</h3>
        <p>
          What was traded in a market in the last 24 hours, each trade counted once, as the venue states it; added up
          over its listed perpetuals and futures. A market whose volume was known and is missing now makes the sum
          absent; markets that never had a volume in dollars are left out and counted. Fund ÷ volume is a secondary
          figure: volume is easy to inflate.
        </p>
        <h3 id="depth">Depth</h3>
        <Formula
          where={
            <>
              <Var>m</Var> is the middle of best bid and best ask; sizes in US dollars at the price of their level. Read
              hourly for the three markets with the most open interest.
            </>
          }
        >
          bids within <Var>b</Var> = Σ sizes at prices ≥ <Var>m</Var>(1 − <Var>b</Var>), asks within <Var>b</Var> = Σ
          sizes at prices ≤ <Var>m</Var>(1 + <Var>b</Var>), <Var>b</Var> = 1 % and 2 %
          <br />
          open interest ÷ depth = open interest ÷ min(bids, asks)
        </Formula>
        <p>
          Public books end after a number of levels. A band the answered book does not reach is absent, never a smaller
          sum. Orders can be withdrawn: depth in a quiet hour is more than depth in a fall.
        </p>
        <h3 id="volatility">Realised volatility</h3>
        <Formula
          where={
            <>
              <Var>p</Var> are the venue’s mark prices as we keep them, every 15 minutes; <Var>t</Var> their times. A
              step of more than 35 minutes is a gap: left out, with its time.
            </>
          }
        >
          daily = √( Σ ln(
          <Var>p</Var>
          <sub>i</sub> ÷ <Var>p</Var>
          <sub>i−1</sub>)² × 24 h ÷ Σ(
          <Var>t</Var>
          <sub>i</sub> − <Var>t</Var>
          <sub>i−1</sub>) )
          <br />a year = daily × √365
          <br />
          thinnest margin in daily moves = 1 ÷ (highest leverage × daily)
        </Formula>
        <p>
          Over the last 7 days, or as far as our prices reach, but 96 steps at least; absent where steps cover less than
          90 % of the time from first to last price. A thinnest margin below 1 means that an ordinary day can use up the
          margin of a position at the highest leverage.
        </p>
        <h3 id="liquidations">Liquidations</h3>
        <p>
          Notional closed, from public feeds: ordinary liquidations, those that ended beyond the bankruptcy price (the
          ones a fund pays for) and takeovers by a backstop; what ADL closed is counted apart. The share beyond
          bankruptcy is stated only where the feed tells them apart. A feed that is throttled, capped, failing, or that
          we have read for less than the window gives a lower bound, marked “at least”, with the reason. A window is 0
          only when the feed was read throughout and showed nothing.
        </p>
        <p>
          Loss per liquidated = what closes fell short of bankruptcy ÷ notional liquidated in the same window. The loss
          is the feed’s own where it states one, else the bankruptcy losses the fund booked, at the price last read. A
          whole booking over a part of the liquidations gives an upper bound, marked “at most”.
        </p>
      </Prose>
    </Section>
  )
}
