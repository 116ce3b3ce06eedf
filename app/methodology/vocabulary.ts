export interface Word {
  readonly name: string
  readonly means: string
  /** Words it is not, or is often taken for. */
  readonly not: string | null
}

/** One word per thing, the same in pages, API and downloads. */
export const vocabulary: readonly Word[] = [
  {
    name: 'venue',
    means:
      'an exchange or on-chain protocol that lists perpetuals or futures; in addresses a short name such as dydx-v4',
    not: null,
  },
  {
    name: 'fund',
    means:
      'one pool of money that absorbs liquidation losses, with a scope; of type insurance, vault, protection or counterparty',
    not: 'a reserve, a treasury; the venue’s own word is shown beside it',
  },
  {
    name: 'scope',
    means: 'what a fund covers: the venue, one margin currency (settle), a group of contracts, or one market',
    not: null,
  },
  { name: 'units, price_usd, value_usd', means: 'native amount, the price used, its value in US dollars', not: null },
  {
    name: 'usable_usd',
    means: 'what the fund can pay before ADL starts (drawdown triggers, isolation)',
    not: 'the balance',
  },
  { name: 'open interest, oi_usd', means: 'value of open contracts, one side counted once', not: 'longs plus shorts' },
  { name: 'source_sides', means: '1 or 2: how the venue itself counts', not: null },
  {
    name: 'coverage',
    means: 'value_usd ÷ oi_usd of matching funds and markets, a plain ratio; percent only on screen',
    not: 'solvency, a grade',
  },
  {
    name: 'exhaustion_move',
    means: 'the instant price move that would use up the fund, per leverage law',
    not: 'a forecast',
  },
  { name: 'shortfall', means: 'max(0, bankruptcy loss − liquidation proceeds)', not: 'bad debt' },
  { name: 'fund_draw, residual_to_adl', means: 'the part the fund pays, and what is left for ADL', not: null },
  {
    name: 'adl',
    means: 'auto-deleveraging; an adl_signal is a venue’s public indicator, an adl event an execution',
    not: null,
  },
  { name: 'proximity', means: '0 calm, 1 at the trigger', not: null },
  { name: 'socialised_loss', means: 'a loss spread over winners', not: 'ADL, which closes chosen positions' },
  {
    name: 'flow',
    means: 'a typed change of a fund: surplus, bankruptcy_loss, injection, withdrawal, transfer',
    not: null,
  },
  { name: 'drawdown', means: '1 − units ÷ running maximum, from 0 to 1, in units', not: 'a loss' },
  {
    name: 'observed_at, checked_at, changed_at, expected_every',
    means: 'the four clocks',
    not: null,
  },
  {
    name: 'state',
    means: 'live, unchanged, late, failing, withdrawn, none',
    not: 'status, which is active, paused, closed',
  },
  { name: 'capture', means: 'one archived response', not: null },
  {
    name: 'record',
    means: 'the published record: dated figures and events with sources, typed in by people',
    not: 'what we collect',
  },
  { name: 'basis', means: 'collected, published or simulated', not: null },
  { name: 'absent', means: 'a missing value with its reason', not: 'zero' },
]
