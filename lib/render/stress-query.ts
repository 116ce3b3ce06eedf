import type { SearchParams } from '@/lib/render/overview-query'

export const stressLaws = ['tiers', 'lu50', 'lumax', 'uniform', 'point', 'custom'] as const
export type StressLawName = (typeof stressLaws)[number]

/** The word in the address for figures the reader types instead of a venue's. */
export const OWN = 'own'

/**
 * What the address of the stress lab says, as it was typed; `lib/render/stress-fields` reads the numbers. An empty text
 * is not said: the stored figure, or the default, is used.
 */
export interface StressQuery {
  /** A slug, `own`, or empty for the page's choice. */
  readonly venue: string
  /** Empty: all pools of the venue. */
  readonly fund: string
  readonly contract: string
  readonly side: string
  readonly openInterest: string
  readonly money: string
  /** Usable share of the fund, percent. */
  readonly usable: string
  readonly maxLeverage: string
  /** Percent. */
  readonly gap: string
  /** Percent. */
  readonly slippage: string
  readonly law: string
  /** Of the point law. */
  readonly leverage: string
  /** A leverage law as the API takes it, JSON. */
  readonly custom: string
  /** Maintenance margin of the orderly regime, percent. */
  readonly maintenance: string
}

/** Keys of the address, in the order links write them, and the value that is not written. */
const KEYS = {
  venue: ['v', ''],
  fund: ['fund', ''],
  contract: ['contract', ''],
  openInterest: ['oi', ''],
  money: ['money', ''],
  usable: ['usable', ''],
  maxLeverage: ['lmax', ''],
  gap: ['gap', '10'],
  slippage: ['slip', '0.5'],
  side: ['side', 'long'],
  law: ['law', 'lu50'],
  leverage: ['lev', '20'],
  custom: ['custom', ''],
  maintenance: ['mu', ''],
} as const satisfies Readonly<Record<keyof StressQuery, readonly [string, string]>>

/** Every field of a scenario, in the order links write them. */
export const stressQueryFields: readonly (keyof StressQuery)[] = [
  'venue',
  'fund',
  'contract',
  'openInterest',
  'money',
  'usable',
  'maxLeverage',
  'gap',
  'slippage',
  'side',
  'law',
  'leverage',
  'custom',
  'maintenance',
]

const MAX_LENGTH = 200
/** A law of twenty parts fits. */
const MAX_CUSTOM_LENGTH = 4000
const POOL = 'pool'
const ALL_POOLS = ['pools', 'all'] as const

/** The name of a field in the address and in the form. */
export function stressKey(field: keyof StressQuery): string {
  return KEYS[field][0]
}

export const defaultStressQuery: StressQuery = {
  venue: '',
  fund: '',
  contract: '',
  openInterest: '',
  money: '',
  usable: '',
  maxLeverage: '',
  gap: KEYS.gap[1],
  slippage: KEYS.slippage[1],
  side: KEYS.side[1],
  law: KEYS.law[1],
  leverage: KEYS.leverage[1],
  custom: '',
  maintenance: '',
}

function first(params: SearchParams, key: string): string {
  const value = params[key]
  return ((typeof value === 'string' ? value : value?.[0]) ?? '').trim()
}

/** The pool the form names as `venue/fund`: without a word once another venue is chosen beside it. */
function fundOf(params: SearchParams, venue: string): string {
  const said = first(params, KEYS.fund[0])
  if (said !== '') return said
  const pool = first(params, POOL)
  return pool.startsWith(`${venue}/`) ? pool.slice(venue.length + 1) : ''
}

/** Reads the address; keys that are not known are left aside, texts are cut to a sane length. */
export function parseStressQuery(params: SearchParams): StressQuery {
  const venue = first(params, KEYS.venue[0]).toLowerCase().slice(0, MAX_LENGTH)
  const text = (field: keyof StressQuery): string => {
    const [key, otherwise] = KEYS[field]
    const said = field === 'fund' ? fundOf(params, venue) : field === 'venue' ? venue : first(params, key)
    return (said === '' ? otherwise : said).slice(0, field === 'custom' ? MAX_CUSTOM_LENGTH : MAX_LENGTH)
  }
  return {
    venue: text('venue'),
    fund: text('fund'),
    contract: text('contract'),
    side: text('side'),
    openInterest: text('openInterest'),
    money: text('money'),
    usable: text('usable'),
    maxLeverage: text('maxLeverage'),
    gap: text('gap'),
    slippage: text('slippage'),
    law: text('law'),
    leverage: text('leverage'),
    custom: text('custom'),
    maintenance: text('maintenance'),
  }
}

/** True when the address is not the one links carry: the form sends every field, empty ones and the pool's too. */
export function isStressForm(params: SearchParams): boolean {
  return params[POOL] !== undefined || Object.values(params).some((value) => value === '')
}

/** True when the table of pools is to have every pool; not a part of the scenario, so no other link carries it. */
export function asksForAllPools(params: SearchParams): boolean {
  return first(params, ALL_POOLS[0]) === ALL_POOLS[1]
}

/** The address of a scenario with every pool in its table. */
export function allPoolsHref(query: StressQuery): string {
  const path = stressHref(query)
  return `${path}${path.includes('?') ? '&' : '?'}${ALL_POOLS.join('=')}#pools`
}

/** The address of a scenario; only what differs from the default is written. */
export function stressHref(query: Partial<StressQuery>): string {
  const params = new URLSearchParams()
  for (const field of stressQueryFields) {
    const [key, otherwise] = KEYS[field]
    const text = query[field] ?? ''
    if (text !== '' && text !== otherwise) params.set(key, text)
  }
  const text = params.toString()
  return text === '' ? '/stress' : `/stress?${text}`
}
