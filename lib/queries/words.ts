import type {
  AdlObservation,
  Basis,
  ContractType,
  FundScope,
  FundType,
  LiquidationKind,
  MarketKind,
  ObsStatus,
  PriceSource,
  UsableBasis,
} from '@/lib/core/observation'

/** Reads a word the store keeps as text back into its type; a word outside the list is a defect and throws. */
export function wordOf<Word extends string>(...words: readonly Word[]) {
  return (text: string): Word => {
    const found = words.find((word) => word === text)
    if (found === undefined) throw new RangeError(`the store holds "${text}" where one of ${words.join(', ')} belongs`)
    return found
  }
}

export const basisOf = wordOf<Basis>('collected', 'published', 'simulated')
export const obsStatusOf = wordOf<ObsStatus>('A', 'E', 'P', 'M', 'B')
export const fundTypeOf = wordOf<FundType>('insurance', 'vault', 'protection', 'counterparty')
export const fundScopeOf = wordOf<FundScope>('venue', 'settle', 'group', 'market')
export const priceSourceOf = wordOf<PriceSource>('venue', 'index', 'par', 'close')
export const usableBasisOf = wordOf<UsableBasis>('rule', 'full')
export const contractTypeOf = wordOf<ContractType>('linear', 'inverse', 'quanto')
export const liquidationKindOf = wordOf<LiquidationKind>('liquidation', 'bankruptcy', 'adl', 'backstop')
export const adlScopeOf = wordOf<AdlObservation['scope']>('market', 'fund', 'venue')
export const marketKindOf = wordOf<MarketKind>('perpetual', 'future')

/** The same for a column that may be null. */
export function orNull<In, Out>(value: In | null, read: (value: In) => Out): Out | null {
  return value === null ? null : read(value)
}

/** ISO 8601 UTC with `Z`. */
export function isoTime(at: Date): string {
  return at.toISOString()
}

/** `YYYY-MM-DD HH:MM UTC`, as sentences give a time. */
export function timeWords(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** Ends with a full stop, once. */
export const asSentence = (text: string): string => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)

const UNITS: readonly (readonly [string, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
]

/** A span in its largest whole unit, rounded down: `3 hours`, `1 day`, `0 seconds`. */
export function spanWords(ms: number): string {
  const [name, size] = UNITS.find(([, unit]) => ms >= unit) ?? ['second', 1000]
  const count = Math.max(0, Math.floor(ms / size))
  return `${count} ${name}${count === 1 ? '' : 's'}`
}

/** Sentences joined with `; `, repeats and absent ones left out; null when none is left. */
export function joinReasons(reasons: readonly (string | null)[]): string | null {
  const said = [...new Set(reasons.filter((reason) => reason !== null))]
  return said.length > 0 ? said.join('; ') : null
}

/** The later of dates; null when there is none. */
export function latestOf(dates: readonly (Date | null)[]): Date | null {
  const times = dates.flatMap((date) => (date ? [date.getTime()] : []))
  return times.length > 0 ? new Date(Math.max(...times)) : null
}
