import { dec, plain } from '@/lib/core/decimal'
import { shown } from '@/lib/core/metrics/input-schema'
import { type LeverageLaw, leverageLawSchema } from '@/lib/core/metrics/leverage-law'
import type { StressContract, StressSide } from '@/lib/core/metrics/stress'
import { type StressLawName, type StressQuery, stressLaws } from '@/lib/render/stress-query'

/** What is wrong with a field: its name on the form, what was given, what is accepted. */
export interface FieldProblem {
  readonly field: keyof StressQuery
  readonly message: string
}

/** The numbers of the address. Null: not said. Shares and moves are ratios, amounts decimal text. */
export interface StressFields {
  readonly contract: StressContract | null
  readonly side: StressSide
  readonly openInterest: string | null
  readonly money: string | null
  readonly usableShare: number | null
  readonly maxLeverage: number | null
  readonly gap: number
  readonly slippage: number
  readonly law: StressLawName
  readonly leverage: number | null
  readonly custom: LeverageLaw | null
  readonly maintenance: number | null
}

export type ReadFields =
  | { readonly ok: true; readonly fields: StressFields }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] }

const NUMBER = /^[-\u2212]?\d{1,25}(\.\d{1,18})?$/
const MOST_AMOUNT = dec('1e24')
const LEVERAGE = 'a number above 1 and at most 1000'

interface Bounds {
  readonly least: number
  readonly most: number
  readonly accepted: string
  /** The upper bound itself is out. */
  readonly below?: boolean
  /** The lower bound itself is out. */
  readonly above?: boolean
}

/** Reads every field of the address, or names each one that cannot be read, what was given and what is accepted. */
export function readStressFields(query: StressQuery): ReadFields {
  const problems: FieldProblem[] = []
  const refuse = (field: keyof StressQuery, accepted: string) => {
    problems.push({ field, message: `given ${shown(query[field])}; accepted: ${accepted}` })
  }
  const word = <Word extends string>(field: keyof StressQuery, words: readonly Word[]): Word | null => {
    if (query[field] === '') return null
    const found = words.find((candidate) => candidate === query[field])
    if (found === undefined) refuse(field, words.join(', '))
    return found ?? null
  }
  const amount = (field: keyof StressQuery, negative: boolean): string | null => {
    const text = digitsOf(query[field])
    if (text === '') return null
    const isGood = NUMBER.test(text) && dec(text).abs().lte(MOST_AMOUNT) && (negative || dec(text).gte(0))
    if (isGood) return plain(dec(text))
    refuse(field, negative ? 'a number, commas between thousands allowed' : 'a number of 0 or more, commas allowed')
    return null
  }
  const bounded = (field: keyof StressQuery, bounds: Bounds, scale: number): number | null => {
    const text = digitsOf(query[field])
    if (text === '') return null
    if (NUMBER.test(text) && isWithin(Number(text), bounds)) return dec(text).div(scale).toNumber()
    refuse(field, bounds.accepted)
    return null
  }

  const side = word('side', ['long', 'short'] as const) ?? 'long'
  const fall = side === 'long'
  const fields: StressFields = {
    contract: word('contract', ['linear', 'inverse'] as const),
    side,
    openInterest: amount('openInterest', false),
    money: amount('money', true),
    usableShare: bounded('usable', { least: 0, most: 100, accepted: 'percent of the fund, from 0 to 100' }, 100),
    maxLeverage: bounded('maxLeverage', { least: 1, most: 1000, above: true, accepted: LEVERAGE }, 1),
    gap:
      bounded(
        'gap',
        fall
          ? { least: 0, most: 100, below: true, accepted: 'percent, from 0 to below 100 for a fall' }
          : { least: 0, most: 10_000, accepted: 'percent, from 0 to 10000 for a rise' },
        100,
      ) ?? 0,
    slippage:
      bounded('slippage', { least: 0, most: 100, below: true, accepted: 'percent, from 0 to below 100' }, 100) ?? 0,
    law: word('law', stressLaws) ?? 'lu50',
    leverage: bounded('leverage', { least: 1, most: 1000, accepted: 'a number from 1 to 1000' }, 1),
    custom: customLaw(query.custom, problems),
    maintenance: bounded(
      'maintenance',
      { least: 0, most: 100, below: true, accepted: 'percent, from 0 to below 100' },
      100,
    ),
  }
  if (fields.law === 'custom' && query.custom === '')
    problems.push({ field: 'custom', message: 'missing; accepted: a leverage law as the API takes it, in JSON' })
  return problems.length === 0 ? { ok: true, fields } : { ok: false, problems }
}

function digitsOf(text: string): string {
  return text.replaceAll(/[,_\s]/g, '').replace('\u2212', '-')
}

function isWithin(value: number, { least, most, below = false, above = false }: Bounds): boolean {
  return (above ? value > least : value >= least) && (below ? value < most : value <= most)
}

function customLaw(text: string, problems: FieldProblem[]): LeverageLaw | null {
  if (text === '') return null
  const given = parseJson(text)
  if (given === undefined) {
    problems.push({ field: 'custom', message: `given ${shown(text)}, which is not JSON; accepted: a leverage law` })
    return null
  }
  const parsed = leverageLawSchema.safeParse(given)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const path = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `
    problems.push({ field: 'custom', message: `${path}${issue.message}` })
  }
  return null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
