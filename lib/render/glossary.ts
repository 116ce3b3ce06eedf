export interface Definition {
  readonly title: string
  readonly text: string
}

/** One sentence per word a first reader may not know; shown in place by the `Term` component and in lists. */
export const glossary = {
  coverage: {
    title: 'Coverage',
    text: 'Coverage = fund ÷ open interest it stands behind. Each fund is set against the contracts it covers, then added up.',
  },
  open_interest: {
    title: 'Open interest',
    text: 'The value of all open contracts, one side counted once, in US dollars. Perpetuals and futures; options apart.',
  },
  fund: {
    title: 'Fund',
    text: 'Money that pays when a liquidated position is closed below its bankruptcy price. It is not a reserve for withdrawals.',
  },
  coin: {
    title: 'Coin',
    text: 'What a contract is on, by the name the venue gives its base asset: a coin, and where venues list them also a stock, a metal or an index.',
  },
  exhaustion_move: {
    title: 'Empties at a fall of',
    text: 'The instant price fall that would use up the fund. A band, because traders’ leverage is not public: lowest to highest of three assumed leverage laws.',
  },
  drawdown: {
    title: 'Drawdown',
    text: 'How far the fund is below its highest level on record here, counted in units of its asset, so that prices do not look like usage.',
  },
  weakest_pool: {
    title: 'Weakest pool',
    text: 'The lowest coverage of any single fund that carries at least $1M and 0.1 % of the venue’s open interest. A venue total can hide a thin pool.',
  },
  adl: {
    title: 'ADL',
    text: 'Auto-deleveraging: when the fund cannot pay, the venue closes profitable positions of other traders. Shown as the venue signals it.',
  },
  proximity: {
    title: 'Proximity',
    text: 'How near a market is to the venue’s ADL trigger: 0 is calm, 1 is at the trigger.',
  },
  usable: {
    title: 'Usable',
    text: 'What the fund can pay before ADL starts. Where a drawdown rule is published, that is only a part of the balance.',
  },
  change: {
    title: '24 h, 7 d',
    text: 'Change of the fund over the window, in units of its asset, or without deposits and withdrawals where it holds several. “No base”: there is no figure that old.',
  },
  state: {
    title: 'State and age',
    text: 'Live, unchanged, late, failing or withdrawn, and how long ago the source was last read with success.',
  },
  volume: {
    title: 'Volume, 24 h',
    text: 'What was traded in the last 24 hours, each trade counted once, in US dollars, over the venue’s listed perpetuals and futures. Volume is easy to inflate: read it as context only.',
  },
  fund_over_volume: {
    title: 'Fund ÷ volume',
    text: 'The fund as a share of one day’s volume. A secondary figure: volume says nothing of the positions the fund stands behind.',
  },
  depth: {
    title: 'Depth',
    text: 'US dollars resting in the public order book within 1 % or 2 % of its middle, bids and asks apart. Orders can be withdrawn in a fall.',
  },
  oi_over_depth: {
    title: 'Open interest ÷ depth',
    text: 'How many times the thinner side of the book within 2 % would have to refill to close all open interest of the market.',
  },
  volatility: {
    title: 'Realised volatility',
    text: 'Standard deviation of the log price over a day, from the venue’s own mark prices kept every 15 minutes over up to 7 days; for a year, times the root of 365.',
  },
  thinnest_margin: {
    title: 'Thinnest margin',
    text: 'The margin at the highest leverage (1 ÷ leverage) in daily standard deviations of the price. Below 1, an ordinary day can use it up.',
  },
  liquidated: {
    title: 'Liquidated',
    text: 'Notional of liquidated positions in the venue’s public feed: ordinary liquidations, those beyond bankruptcy, and takeovers by a backstop. What ADL closed is apart.',
  },
  beyond_bankruptcy: {
    title: 'Beyond bankruptcy',
    text: 'Liquidations that ended at a worse price than the bankruptcy price: the ones a fund pays for.',
  },
  shortfall: {
    title: 'Hole',
    text: 'Shortfall: what bankrupt positions lose beyond their margin, and someone else must pay. Max(0, bankruptcy loss − liquidation proceeds), added over all positions.',
  },
  residual_to_adl: {
    title: 'Left to ADL',
    text: 'The part of the hole the usable fund cannot pay. It falls on other traders, by auto-deleveraging or a shared loss.',
  },
  leverage_law: {
    title: 'Leverage law',
    text: 'How leverage is assumed to be spread over open interest at the price before the move. Venues do not publish it, so several are set beside each other.',
  },
  slippage: {
    title: 'Slippage',
    text: 'How much worse than the price after the gap the seized positions are closed, in percent of that price.',
  },
  usable_share: {
    title: 'Usable share',
    text: 'Usable ÷ fund. Below 100 % where a published drawdown rule starts ADL before the balance is gone. “Full balance” means no such rule can be applied, not that there is none.',
  },
  worst_draw: {
    title: 'Worst-draw multiple',
    text: 'The fund now ÷ its largest fall within a window on our record, without price changes. It says how often the worst seen would fit, not how bad the next one is. Falls between two samples stay unseen.',
  },
  asset_hhi: {
    title: 'Concentration (HHI)',
    text: 'Sum of squared shares: 1 is a single asset, 1/n is n equal ones. Effective number = 1 ÷ HHI.',
  },
  wrong_way: {
    title: 'Fund in the fall (W)',
    text: 'The fund’s own assets at the prices of the fall ÷ their value now: stablecoins at par, coins fall as far as the market, the venue’s own token counts zero on both sides. Below 100 % the fund shrinks when it is needed.',
  },
  haircut_value: {
    title: 'After haircuts',
    text: 'The fund with a policy discount by asset: stablecoins 2 %, bitcoin and ether 35 %, other coins 60 %, the venue’s own token 100 %.',
  },
  stress_coverage: {
    title: 'Stress coverage',
    text: 'Usable money ÷ the hole of an instant move, under assumed laws of traders’ leverage. Below 1× something is left to ADL. Pools do not pay for each other, so it can be left even above 1×. Not stated where there is no hole.',
  },
  loss_per_liquidated: {
    title: 'Loss per liquidated',
    text: 'What liquidations fell short of bankruptcy ÷ notional liquidated in the same window: what a dollar of liquidations cost whoever pays. From the liquidation feed, else from the fund’s own bookings.',
  },
  plausibility: {
    title: 'Plausibility tests',
    text: 'Declared tests that ask whether a published series behaves like a ledger. A pattern is a question, not an accusation; most have innocent explanations.',
  },
  net_outflow: {
    title: 'Net outflow',
    text: 'Units that left a fund, whatever the cause: use by liquidations, a withdrawal by the venue, a move elsewhere. At least 1 % within 24 hours.',
  },
  attribution: {
    title: 'What changed the fund',
    text: 'The change of a fund split into flows the venue types, announced amounts, the price, and what is left. The parts add up.',
  },
  waterfall: {
    title: 'Loss waterfall',
    text: 'The order in which losses are borne when a liquidation fails: the engine, the fund, then other traders.',
  },
  bankruptcy_price: {
    title: 'Bankruptcy price',
    text: 'The price at which a position’s margin is exactly used up. Below it (for a long) someone else pays.',
  },
  socialised_loss: {
    title: 'Socialised loss',
    text: 'A loss spread over the winners of a period, instead of being paid by a fund.',
  },
  pool: {
    title: 'Pool',
    text: 'One fund with its own balance and its own contracts. A venue may have one or hundreds.',
  },
  evidence: {
    title: 'Evidence',
    text: 'The venue’s answer as received, byte for byte, with its address, time and SHA-256.',
  },
} as const satisfies Readonly<Record<string, Definition>>

export type TermName = keyof typeof glossary
