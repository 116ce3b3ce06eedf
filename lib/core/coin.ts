/** A name some venues use for a coin or for a multiple of it, and the coin meant. */
export interface CoinAlias {
  /** The base asset as venues print it; case counts. */
  readonly name: string
  readonly coin: string
  /** Coins in one base unit of such a contract: 1 for another name, 1000 for 1000PEPE and kPEPE. */
  readonly per: number
}

/** Multiples under which a coin is listed, by the form of the name; only forms seen in venues' own lists are here. */
const MULTIPLES: Readonly<Record<string, readonly string[]>> = {
  PEPE: ['1000PEPE', 'kPEPE'],
  SHIB: ['1000SHIB', 'SHIB1000', 'kSHIB'],
  BONK: ['1000BONK', 'kBONK'],
  FLOKI: ['1000FLOKI', 'kFLOKI'],
  LUNC: ['1000LUNC', 'kLUNC'],
  DOGS: ['kDOGS'],
  XEC: ['1000XEC'],
  BTT: ['1000BTT'],
  TURBO: ['1000TURBO'],
  TOSHI: ['1000TOSHI'],
  RATS: ['1000RATS'],
  SATS: ['1000SATS', '10000SATS'],
  LADYS: ['10000LADYS'],
  ELON: ['10000ELON'],
  CHEEMS: ['1000CHEEMS', '1000000CHEEMS'],
  MOG: ['1000000MOG'],
  BABYDOGE: ['1000000BABYDOGE', '1MBABYDOGE'],
}

/** `1000X`, `X1000`, `1MX` and `kX`: how often the coin is in one unit. */
function multipleOf(name: string, coin: string): number {
  const sign = name.replace(coin, '')
  if (sign === 'k') return 1000
  return sign === '1M' ? 1_000_000 : Number(sign)
}

/**
 * Every name that is unified, in order of the coin. Kept by hand, one name at a time: taking digits or letters off any
 * name would make one coin of two (1INCH, a stock called X). Names of stablecoins and of wrapped coins are left alone.
 */
export const COIN_ALIASES: readonly CoinAlias[] = [
  { name: 'XBT', coin: 'BTC', per: 1 },
  ...Object.entries(MULTIPLES).flatMap(([coin, names]) =>
    names.map((name) => ({ name, coin, per: multipleOf(name, coin) })),
  ),
].sort((a, b) => a.coin.localeCompare(b.coin, 'en') || a.per - b.per || a.name.localeCompare(b.name, 'en'))

const BY_NAME = new Map(COIN_ALIASES.map((alias) => [alias.name, alias]))

/** The coin of a contract from its base asset, and how many of it are in one base unit. A name not listed is its own. */
export function coinOf(baseAsset: string): CoinAlias {
  return BY_NAME.get(baseAsset) ?? { name: baseAsset, coin: baseAsset, per: 1 }
}

/** Every base asset that counts as the coin: its own name first. */
export function namesOfCoin(coin: string): readonly string[] {
  return [coin, ...COIN_ALIASES.filter((alias) => alias.coin === coin).map(({ name }) => name)]
}
