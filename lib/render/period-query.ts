import { z } from 'zod'
import type { SearchParams } from '@/lib/render/overview-query'

const DAY_MS = 86_400_000

/** Presets of a period back from now, in ms. */
export const DAY_MS_OF_PERIODS = {
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '90d': 90 * DAY_MS,
  '1y': 365 * DAY_MS,
} as const
export type PeriodPreset = keyof typeof DAY_MS_OF_PERIODS

export const PERIOD_PRESETS: readonly PeriodPreset[] = ['24h', '7d', '30d', '90d', '1y']

/** A preset back from now, or UTC days from one up to, and without, another. */
export type Period =
  | { readonly kind: 'preset'; readonly preset: PeriodPreset }
  | { readonly kind: 'days'; readonly from: string; readonly to: string }

export interface PeriodQuery {
  readonly period: Period
  /** What the address asks for that cannot be used, in words; null when all of it can. */
  readonly problem: string | null
}

const DEFAULT: Period = { kind: 'preset', preset: '30d' }
const daySchema = z.iso.date()

function read(params: SearchParams, key: string): string {
  const value = params[key]
  return ((typeof value === 'string' ? value : value?.[0]) ?? '').trim()
}

/** Reads `change`, a preset, or `change_from` and `change_to`, days. What cannot be used is said and 30 days are shown. */
export function parsePeriod(params: SearchParams): PeriodQuery {
  const [from, to] = [read(params, 'change_from'), read(params, 'change_to')]
  if (from !== '' || to !== '') {
    if (!daySchema.safeParse(from).success || !daySchema.safeParse(to).success)
      return refused('change_from and change_to are days such as 2026-01-31')
    return from < to
      ? { period: { kind: 'days', from, to }, problem: null }
      : refused(`change_to (${to}) must be later than change_from (${from})`)
  }
  const asked = read(params, 'change')
  const preset = PERIOD_PRESETS.find((one) => one === asked)
  if (preset !== undefined) return { period: { kind: 'preset', preset }, problem: null }
  return asked === '' ? { period: DEFAULT, problem: null } : refused(`change is one of ${PERIOD_PRESETS.join(', ')}`)
}

function refused(accepted: string): PeriodQuery {
  return {
    period: DEFAULT,
    problem: `The address asks for a period that cannot be used: ${accepted}. Shown are 30 days.`,
  }
}

/** The address of the section for a period on a page of a venue. */
export function periodHref(path: string, period: Period): string {
  const params = new URLSearchParams(
    period.kind === 'preset' ? { change: period.preset } : { change_from: period.from, change_to: period.to },
  )
  return `${path}?${params}#change`
}
