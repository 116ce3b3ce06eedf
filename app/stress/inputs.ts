import { type LeverageLaw, standardLaws } from '@/lib/core/metrics/leverage-law'
import { type StressContract, type StressRequest, stressInputSchema } from '@/lib/core/metrics/stress'
import { usableShareOf } from '@/lib/core/metrics/stress-pools'
import type { StressPool } from '@/lib/queries/dto/stress'
import { formatLeverage } from '@/lib/render/format'
import type { StressFields } from '@/lib/render/stress-fields'
import type { StressLawName, StressQuery } from '@/lib/render/stress-query'

/** What is missing before anything can be computed, and the field that would give it. */
export interface Missing {
  readonly field: keyof StressQuery
  readonly text: string
}

export interface NamedLaw {
  readonly name: StressLawName
  readonly text: string
  /** For the end of a line in the picture. */
  readonly short: string
  readonly law: LeverageLaw
}

/** One pool under one law, ready for the model; amounts in `unit`. */
export interface StressInputs {
  readonly request: StressRequest
  readonly unit: string
  readonly maxLeverage: number | null
  /** The three of the exhaustion band, highest leverage first; empty without a highest leverage. */
  readonly standard: readonly NamedLaw[]
  readonly chosen: NamedLaw
  /** Uniform to the highest leverage: more than any book seen. Null without a highest leverage. */
  readonly ceiling: NamedLaw | null
}

/** What amounts of a scenario are counted in: a pool's own unit while its contract type stands, else dollars. */
function unitOf(contract: StressContract, pool: StressPool | null): string {
  if (pool === null) return contract === 'inverse' ? 'coins' : 'USD'
  return contract === pool.contract ? pool.unit : 'USD'
}

function amountsOf(fields: StressFields, pool: StressPool | null, unit: string) {
  const inUnit = pool !== null && unit === pool.unit
  const openInterest = fields.openInterest ?? (inUnit ? pool.openInterest : (pool?.openInterestUsd ?? null))
  const fund = fields.money ?? (inUnit ? pool.fundAmount : (pool?.fundUsd ?? null))
  const stored = fields.money === null ? (inUnit ? pool.usable : (pool?.usableUsd ?? null)) : null
  return { openInterest, fund, stored }
}

function namedLaws(maxLeverage: number | null): Pick<StressInputs, 'standard' | 'ceiling'> {
  const laws = maxLeverage === null ? null : standardLaws(maxLeverage)
  if (laws === null || maxLeverage === null) return { standard: [], ceiling: null }
  const [high, central, tiers] = laws
  const top = formatLeverage(roundLeverage(maxLeverage))
  const middle = formatLeverage(roundLeverage(Math.min(50, maxLeverage)))
  const standard: readonly NamedLaw[] = [
    { name: 'lumax', text: `log-uniform, 1 to ${top}`, short: `to ${top}`, law: high },
    { name: 'lu50', text: `log-uniform, 1 to ${middle}`, short: `to ${middle}`, law: central },
    { name: 'tiers', text: 'tiers, as reported for Hyperliquid', short: 'tiers', law: tiers },
  ]
  const uniform: LeverageLaw = { kind: 'uniform', min: 1, max: maxLeverage }
  const ceiling: NamedLaw = { name: 'uniform', text: `uniform, 1 to ${top} (ceiling)`, short: 'ceiling', law: uniform }
  return { standard, ceiling }
}

function roundLeverage(leverage: number): number {
  return Number(leverage.toPrecision(3))
}

function chosenLaw(fields: StressFields, named: ReturnType<typeof namedLaws>): NamedLaw | null {
  const { law, leverage, custom } = fields
  if (law === 'point') {
    if (leverage === null) return null
    const text = `one leverage, ${formatLeverage(leverage)}`
    return { name: law, text, short: formatLeverage(leverage), law: { kind: 'point', leverage } }
  }
  if (law === 'custom')
    return custom === null ? null : { name: law, text: 'your own law', short: 'your law', law: custom }
  if (law === 'uniform') return named.ceiling
  return named.standard.find(({ name }) => name === law) ?? null
}

/**
 * Puts the address and the stored figures together into the very request `POST /api/v1/stress` takes, or says what is
 * missing. Typed figures win over stored ones; the usable share typed in wins over the stored usable amount.
 */
export function buildInputs(
  fields: StressFields,
  pool: StressPool | null,
): { readonly ok: true; readonly inputs: StressInputs } | { readonly ok: false; readonly missing: readonly Missing[] } {
  const contract = fields.contract ?? pool?.contract ?? 'linear'
  const unit = unitOf(contract, pool)
  const { openInterest, fund, stored } = amountsOf(fields, pool, unit)
  const maxLeverage = fields.maxLeverage ?? pool?.maxLeverage ?? null
  const named = namedLaws(maxLeverage)
  const chosen = chosenLaw(fields, named)
  const reason = pool?.reason ?? 'not stated'
  const because = pool === null ? 'type one in' : `${reason}. Type one in to go on`
  const missing: Missing[] = []
  if (openInterest === null) missing.push({ field: 'openInterest', text: `No open interest: ${because}.` })
  if (fund === null) missing.push({ field: 'money', text: `No fund: ${because}.` })
  if (chosen === null) {
    const why = pool === null ? '' : `: ${pool.leverageReason ?? reason}`
    missing.push({ field: 'maxLeverage', text: `No highest leverage for the leverage law${why}. Type one in above 1.` })
  }
  if (openInterest === null || fund === null || chosen === null) return { ok: false, missing }
  const usable = fields.usableShare === null ? stored : usableShareOf(fund, fields.usableShare)
  const request = stressInputSchema.parse({
    contract,
    side: fields.side,
    open_interest: openInterest,
    fund,
    ...(usable === null ? {} : { usable_fund: usable }),
    gap: fields.gap,
    slippage: fields.slippage,
    leverage_law: chosen.law,
  })
  return { ok: true, inputs: { request, unit, maxLeverage, ...named, chosen } }
}

/** The answer of the API to the same input. */
export function apiHref(request: StressRequest): string {
  return `/api/v1/stress?input=${encodeURIComponent(JSON.stringify(request))}`
}
