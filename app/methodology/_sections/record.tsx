import { Prose, Section } from '@/app/_components/page'
import { confidenceWords } from '@/lib/render/event-words'

export function RecordSection() {
  return (
    <Section id="record" title="The published record">
      <Prose>
        <p>
          Dated figures and events read in public sources and typed in by people, with a source each. They are kept
          apart from what we collect by their <code>basis</code>:
        </p>
        <ul>
          <li>
            <code>collected</code>: fetched from the venue by us, bytes archived.
          </li>
          <li>
            <code>published</code>: from the record. Nobody measured it here.
          </li>
          <li>
            <code>simulated</code>: from the exchange simulator; lives in a database of its own, and every page, chart
            and exported row says so.
          </li>
        </ul>
        <h3 id="confidence">Confidence and copies</h3>
        <ul>
          {Object.values(confidenceWords).map((words) => (
            <li key={words}>{words}.</li>
          ))}
          <li>
            <strong>via copy</strong>: read on a host that is not the publisher (a mirror, a repost, a press service).
            The publisher is named only where the text makes it certain.
          </li>
        </ul>
        <h3 id="record-rules">Rules</h3>
        <ul>
          <li>
            Dates are no more precise than their source: a month stays a month. Undated rows are left out of date
            ranges.
          </li>
          <li>
            The amount of an event says what it is (a fall of the fund, a user loss, a claim). Amounts of different
            kinds do not add up, and most are not a loss of a fund.
          </li>
          <li>
            A coin amount of a known day without published dollars is valued at the daily close of that day where the
            record has one; otherwise it has no dollars and the note says why.
          </li>
          <li>
            BitMEX: balances at 12:00 UTC of whole wallets, month by month from 2016 and daily around stress. Wallets of
            three later currencies are not in the record, so after September 2023 the wallets are drawn one by one and
            no dollar total is shown. The fall of 90 % in November 2025 was an announced rebalancing.
          </li>
          <li>
            Closed venues stay, with their history. A venue that publishes nothing stays, with that as its finding.
          </li>
          <li>Protection reserves are recorded as such and never count as insurance.</li>
        </ul>
      </Prose>
    </Section>
  )
}

const PITFALLS = [
  'Counting open interest twice. Some venues add longs and shorts; some do not say.',
  'Multiplying inverse contracts by price. Their number × face value is already dollars.',
  'Setting one venue’s total against its whole market when the money is in many pools.',
  'Adding a pool that several contracts share once per contract. Shared pools are counted once.',
  'Reading a fall in dollars as use of the fund when the coin fell.',
  'Reading an announced move between wallets as a loss.',
  'Taking a protection fund, a proof of reserves or a treasury for an insurance fund.',
  'Ranking a depositors’ vault with an insurance fund.',
  'Taking a rising balance as good news: orderly liquidations feed funds, and venues add money.',
  'Reading a flat balance as calm when the source has stopped: look at the clocks.',
  'Comparing coverage at different leverage: the same ratio empties at a much smaller fall at 100x than at 10x.',
  'Looking at options: their notional overstates what a fund can owe. They are left out here.',
  'Daily figures hide holes within a day, and a fund can hold large losses that are not yet realised.',
  'Totals of liquidations differ by source, because public streams are throttled.',
  'Citing an early version of a paper whose figures changed: the study of the ADL of 10 October 2025 (arXiv 2512.01112) gives other figures in version 3 than before.',
] as const

export function PitfallsSection() {
  return (
    <Section id="pitfalls" title="Pitfalls">
      <Prose>
        <ul>
          {PITFALLS.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Prose>
    </Section>
  )
}

const UNCONFIRMED = [
  'Binance: whether open interest counts one side or both; what its minimum fund size is measured against since it spoke of 99.9 %, and whether it still applies; whether a cap on positions its fund may hold still applies.',
  'Bybit: the exact ranking formula of ADL; why a help page names 100 % where the interface says 30 % for the fall within 8 hours.',
  'OKX: whether open interest counts one side or both; the number of its ADL trigger today; whether its fund total spans every business line; the sign of a printed bankruptcy loss.',
  'Hyperliquid: how short positions are ranked in ADL (read literally, the published formula ranks losing shorts high); what “leverage” means in the report behind the tiers.',
  'Deribit: whether its linear perpetuals are stated in base coin.',
  'Leverage of traders at any centralised venue after 2019: no public data was found.',
  'BitMEX: how it sized its fund.',
  'The total loss to funds on 10 October 2025: several totals circulate.',
] as const

const NOT_YET = [
  'Discounts for own tokens and for coins that fall in the same move.',
  'Concentration of a fund by asset, wallet and chain.',
  'Flows by cause as a chart, where the venue types them.',
  'Liquidation volume, depth, and a test of figures that follow trading volume.',
  'ADL by WebSocket only (OKX) and signals that need a login.',
  'Signed checkpoints: the hash proves what we stored, not that the venue sent it.',
] as const

export function GapsSection() {
  return (
    <Section id="gaps" title="Known gaps, and what is not confirmed">
      <Prose>
        <p>Not confirmed: never shown as fact, and said again where it touches a figure.</p>
        <ul>
          {UNCONFIRMED.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <p>Not done yet:</p>
        <ul>
          {NOT_YET.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <p>
          Some thresholds are our choice and not the venues’ or the field’s: the ages that make a state late, the size
          from which a pool can be the weakest, the ADL levels, and the three leverage laws.
        </p>
      </Prose>
    </Section>
  )
}
