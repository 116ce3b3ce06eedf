/** Order of size of the market, then a starting price in USD. Round numbers near those of late 2025. */
const CRYPTO = `
BTC 98000 ETH 3400 SOL 165 XRP 2.3 DOGE 0.17 BNB 940 HYPE 38 SUI 2.1 ADA 0.52 LINK 15.2 AVAX 17 ZEC 480 LTC 98 BCH 510
TRX 0.29 DOT 2.9 NEAR 2.4 UNI 7.4 AAVE 195 ENA 0.31 PEPE 0.0000058 SHIB 0.0000092 TON 2 APT 3.1 ARB 0.26 OP 0.38
FIL 2.1 ATOM 2.8 ETC 15.1 XLM 0.27 HBAR 0.17 INJ 6.8 TIA 0.9 SEI 0.18 WLD 0.75 ONDO 0.62 TAO 390 RENDER 2.2 FET 0.29
CRV 0.45 LDO 0.82 JUP 0.31 PYTH 0.095 WIF 0.5 BONK 0.0000125 FLOKI 0.000061 PENGU 0.0148 FARTCOIN 0.31 TRUMP 7.4
PUMP 0.0039 ASTER 1.12 XPL 0.27 WLFI 0.14 VIRTUAL 1.2 KAS 0.052 STX 0.38 IMX 0.42 GALA 0.0098 SAND 0.19 MANA 0.21
AXS 1.3 APE 0.36 GMT 0.021 DYDX 0.29 GMX 9.8 SNX 0.72 COMP 38 SKY 0.058 PENDLE 2.6 EIGEN 0.82 ETHFI 1 ZRO 1.5
STRK 0.15 ZK 0.048 BLUR 0.037 JTO 0.6 W 0.062 ALGO 0.165 VET 0.0155 ICP 5.1 EGLD 9.6 THETA 0.43 CHZ 0.031 RUNE 0.88
KAVA 0.14 FLOW 0.26 MINA 0.095 ROSE 0.019 CFX 0.078 MASK 0.72 ENS 13 GRT 0.058 SUSHI 0.44 YFI 4500 1INCH 0.18 BAT 0.24
ZIL 0.0068 NEO 4.6 QTUM 1.7 IOTA 0.125 XTZ 0.58 DASH 78 XMR 390 KSM 10.2 ORDI 4.6 BOME 0.0011 NOT 0.00072 MEME 0.0014
PEOPLE 0.011 TURBO 0.0019 MOVE 0.058 BERA 1.3 IP 3.2 KAITO 0.85 LAYER 0.2 INIT 0.12 SOPH 0.018 HUMA 0.027 MERL 0.32
ACT 0.02 OM 0.09 MUBARAK 0.02 TST 0.018 ZEUS 0.15 DEEP 0.05 WAL 0.22 BLAST 0.0014 SAFE 0.2 GOAT 0.05 PNUT 0.11
MOODENG 0.08 POPCAT 0.13 NEIRO 0.00019`

/** Stocks, metals and indices, for builder-deployed markets. */
const TRADITIONAL = 'XYZ100 25200 TSLA 410 NVDA 185 AAPL 270 GOOGL 290 GOLD 4080 SILVER 52 CL 61'

const LEADING_WEIGHTS = [0.36, 0.2, 0.07, 0.045, 0.025, 0.025]

export interface Asset {
  readonly symbol: string
  readonly startPrice: number
  /** Digits after the point in which every venue prints its price. */
  readonly decimals: number
  /** Share of the open interest of a venue that lists everything. */
  readonly weight: number
  /** Own daily volatility, apart from that of the whole market. */
  readonly volatility: number
  /** How strongly it follows the whole market. */
  readonly beta: number
  readonly anchor: number
}

function decimalsFor(price: number): number {
  return Math.min(Math.max(5 - Math.floor(Math.log10(price)), 1), 10)
}

function parseTable(table: string, featuresOf: (rank: number) => Omit<Asset, 'symbol' | 'startPrice' | 'decimals'>) {
  const words = table.trim().split(/\s+/)
  return Array.from({ length: words.length / 2 }, (_, rank): Asset => {
    const startPrice = Number(words[2 * rank + 1])
    return { symbol: words[2 * rank] ?? '', startPrice, decimals: decimalsFor(startPrice), ...featuresOf(rank) }
  })
}

/** Crypto assets, largest market first. */
export const cryptoAssets: readonly Asset[] = parseTable(CRYPTO, (rank) => ({
  weight: LEADING_WEIGHTS[rank] ?? 0.11 / (rank + 6),
  volatility: rank === 0 ? 0.01 : rank < 6 ? 0.022 : 0.04,
  beta: rank === 0 ? 1 : rank < 6 ? 1.2 : 1.35,
  anchor: rank === 0 ? 0.04 : 0.14,
}))

export const traditionalAssets: readonly Asset[] = parseTable(TRADITIONAL, () => ({
  weight: 0.01,
  volatility: 0.012,
  beta: 0.1,
  anchor: 0.05,
}))

const bySymbol = new Map([...cryptoAssets, ...traditionalAssets].map((asset) => [asset.symbol, asset]))

/** An asset of the table; asking for another is a mistake in a book, not of a visitor. */
export function assetOf(symbol: string): Asset {
  const asset = bySymbol.get(symbol)
  if (!asset) throw new RangeError(`the simulated world has no asset ${symbol}`)
  return asset
}
