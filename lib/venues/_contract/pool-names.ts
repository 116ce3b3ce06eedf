import type { FundDescription } from '@/lib/core/observation'

/** Named first in a label, because a reader knows them. */
const WELL_KNOWN = ['BTCUSDT', 'ETHUSDT', 'BTCUSDC', 'ETHUSDC', 'BTCPERP', 'ETHPERP', 'BTCUSD', 'ETHUSD']
const NAMED = 2

/**
 * A slug of `[a-z0-9-]` for a vendor's symbol. Signs become a dash; letters outside ASCII become their code point
 * (`u725b`), so that two symbols in another script stay two.
 */
export function slugOf(text: string): string {
  return [...text.toLowerCase()]
    .map((sign) => {
      if (/[a-z0-9]/.test(sign)) return sign
      const code = sign.codePointAt(0) ?? 0
      return code < 128 ? '-' : `-u${code.toString(16)}-`
    })
    .join('')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
}

/**
 * The key of a pool: `prefix-symbol` for a single contract, `prefix-pool-anchor` for several (the anchor is the first
 * symbol in code-point order), `prefix-pool` where the venue names no contract.
 */
export function poolKey(prefix: string, markets: readonly string[]): string {
  const [anchor] = [...markets].sort()
  if (anchor === undefined) return slugOf(`${prefix}-pool`)
  return slugOf(markets.length === 1 ? `${prefix}-${anchor}` : `${prefix}-pool-${anchor}`)
}

/** The contracts of a pool in a few words: `BTCUSDT, ETHUSDT + 141 more`. */
export function poolMembers(markets: readonly string[]): string {
  const ordered = [...new Set([...WELL_KNOWN.filter((market) => markets.includes(market)), ...[...markets].sort()])]
  const named = ordered.slice(0, NAMED).join(', ')
  const others = ordered.length - NAMED
  return others > 0 ? `${named} + ${others} more` : named
}

/**
 * An insurance fund that covers the contracts it lists: one contract makes it a market's own, several make it shared.
 * `prefix` opens the key, `nouns` the label. A fund that lists none covers none.
 */
export function describePool(
  prefix: string,
  nouns: { readonly own: string; readonly shared: string },
  markets: readonly string[],
): FundDescription {
  const shared = markets.length > 1
  const members = markets.length === 0 ? 'contracts not stated' : poolMembers(markets)
  return {
    key: poolKey(prefix, markets),
    label: `${shared ? nouns.shared : nouns.own}: ${members}`,
    fundType: 'insurance',
    scope: markets.length === 1 ? 'market' : 'group',
    shared,
    cover: markets.length === 0 ? { kind: 'none' } : { kind: 'markets', markets },
    partOf: null,
  }
}
