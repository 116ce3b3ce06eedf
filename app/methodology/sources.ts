export interface Source {
  readonly text: string
  /** Null where the text was read in a copy whose address is not worth keeping. */
  readonly href: string | null
  /** How it was read, when not from its publisher in full. */
  readonly note: string | null
}

export interface SourceGroup {
  readonly title: string
  readonly sources: readonly Source[]
}

/** What the methods rest on. Documents of single venues are linked from their own pages. */
export const sourceGroups: readonly SourceGroup[] = [
  {
    title: 'How clearing houses are judged',
    sources: [
      {
        text: 'BIS, Public quantitative disclosure standards for central counterparties, 26 February 2015',
        href: 'https://www.bis.org/cpmi/publ/d125.htm',
        note: null,
      },
      {
        text: 'Murphy, Nahai-Williamson, Dear Prudence, won’t you come out to play?, Bank of England Financial Stability Paper 30, October 2014',
        href: 'https://ideas.repec.org/p/boe/finsta/0030.html',
        note: 'abstract',
      },
    ],
  },
  {
    title: 'Insurance funds and ADL',
    sources: [
      {
        text: 'BitMEX, The BitMEX insurance fund',
        href: 'https://blog.bitmex.com/the-bitmex-insurance-fund/',
        note: null,
      },
      {
        text: 'BitMEX, Insurance fund, your questions answered (March 2020)',
        href: 'https://blog.bitmex.com/bitmex-insurance-fund-your-questions-answered/',
        note: null,
      },
      {
        text: 'BitMEX, Auto-deleveraging',
        href: 'https://support.bitmex.com/hc/en-gb/articles/18589621443357',
        note: null,
      },
      {
        text: 'Binance, Introduction to futures insurance funds, as of 29 May 2024 and 6 May 2025',
        href: 'https://www.binance.com/en/support/faq/introduction-to-futures-insurance-funds-360033525371',
        note: 'excerpt; the later one in a mirror',
      },
      {
        text: 'Binance, What is auto-deleveraging',
        href: 'https://www.binance.com/en/support/faq/360033525471',
        note: 'unofficial copy',
      },
      {
        text: 'Binance, ADL risk (USD-margined futures)',
        href: 'https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api/ADL-Risk',
        note: null,
      },
      {
        text: 'Bybit, ADL alert',
        href: 'https://bybit-exchange.github.io/docs/v5/market/adl-alert',
        note: null,
      },
      {
        text: 'OKX, Introduction to auto-deleveraging, 4 April 2024',
        href: 'https://www.okx.com/help/iv-introduction-to-auto-deleveraging-adl',
        note: 'later versions in mirrors',
      },
      {
        text: 'Hyperliquid, Liquidations',
        href: 'https://hyperliquid.gitbook.io/hyperliquid-docs/trading/liquidations',
        note: null,
      },
      {
        text: 'Hyperliquid, Auto-deleveraging',
        href: 'https://hyperliquid.gitbook.io/hyperliquid-docs/trading/auto-deleveraging',
        note: null,
      },
      {
        text: 'Deribit, Insurance fund',
        href: 'https://support.deribit.com/hc/en-us/articles/25944777576477-Insurance-Fund',
        note: null,
      },
    ],
  },
  {
    title: 'Research',
    sources: [
      {
        text: 'Cheng, Deng, Wang, Yu, Liquidation, leverage and optimal margin in bitcoin futures markets, 2021',
        href: 'https://arxiv.org/abs/2102.04591',
        note: 'abstract',
      },
      {
        text: 'Chitra, on auto-deleveraging and 10 October 2025; version 3 of 16 February 2026 only',
        href: 'https://arxiv.org/abs/2512.01112v3',
        note: 'abstract',
      },
      {
        text: 'A follow-up on ADL in production',
        href: 'https://arxiv.org/abs/2602.15182',
        note: 'abstract',
      },
      {
        text: 'Campbell, Hey, Moallemi, Nutz, on ADL, March 2026',
        href: 'https://arxiv.org/abs/2603.15963',
        note: 'abstract',
      },
      {
        text: 'Giagkiozis, Said, on misquoted open interest of seven venues, Ledger 9, 2024',
        href: 'https://doi.org/10.5195/ledger.2024.325',
        note: 'abstract',
      },
      {
        text: 'Donier, Bonart, on the market impact of bitcoin orders, 2014',
        href: 'https://arxiv.org/abs/1412.4503',
        note: 'abstract',
      },
    ],
  },
  {
    title: 'Leverage',
    sources: [
      {
        text: 'Hyperliquid open interest by leverage, 15 December 2025',
        href: 'https://www.panewslab.com/en/articles/6a7285a4-c989-40a4-b5eb-c97be15a98c4',
        note: 'secondary',
      },
      { text: 'BitMEX, leverage statistics, April 2019', href: null, note: 'original and a press copy' },
    ],
  },
  {
    title: 'A false figure',
    sources: [
      {
        text: 'Press reports of testimony on FTX’s displayed fund, October 2023',
        href: null,
        note: 'secondary; three reports that agree',
      },
    ],
  },
]
