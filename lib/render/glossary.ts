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
