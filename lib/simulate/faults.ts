import { z } from 'zod'
import { BadRequestError } from '@/lib/errors'
import { keyOf, unit } from '@/lib/simulate/world/random'

/** Faults of the way the answer travels. */
const transportKinds = ['latency', 'slow_body', 'cut_off', 'refuse', 'oversized', 'html'] as const
/** Faults that replace the answer by another one of the venue. */
const answerKinds = ['rate_limited', 'server_error', 'region', 'envelope_error'] as const
/** Faults inside a payload that is otherwise right. */
const payloadKinds = ['changed_field', 'wrong_type', 'empty', 'nan', 'negative', 'partial'] as const

export const faultKinds = [...transportKinds, ...answerKinds, ...payloadKinds] as const
export type FaultKind = (typeof faultKinds)[number]
export type PayloadFaultKind = (typeof payloadKinds)[number]

export const faultSchema = z.strictObject({
  kind: z.enum(faultKinds),
  /** latency: the wait; slow_body: the pause between two pieces. */
  ms: z.int().min(0).max(600_000).optional(),
  /** server_error (5xx) and region (403 or 451). */
  status: z.union([z.int().min(500).max(599), z.literal(403), z.literal(451)]).optional(),
  /** rate_limited: `Retry-After`; 0 leaves the header out. */
  retryAfterS: z.int().min(0).max(86_400).optional(),
  /** oversized */
  bytes: z.int().min(1).max(1_073_741_824).optional(),
  /** changed_field, wrong_type, nan, negative: the field; without it the first documented one of the payload. */
  field: z.string().min(1).max(100).optional(),
  /** Applied to one request, then gone. */
  once: z.boolean().optional(),
  /** Share of the requests it is applied to. */
  probability: z.number().gt(0).lte(1).optional(),
})
export type Fault = z.infer<typeof faultSchema>

export function isPayloadFault(kind: FaultKind): kind is PayloadFaultKind {
  return payloadKinds.some((payloadKind) => payloadKind === kind)
}

/** Which number of a fault the short form `TARGET=KIND:NUMBER` sets. */
const NUMBER_OF: Partial<Record<FaultKind, 'ms' | 'status' | 'retryAfterS' | 'bytes'>> = {
  latency: 'ms',
  slow_body: 'ms',
  server_error: 'status',
  region: 'status',
  rate_limited: 'retryAfterS',
  oversized: 'bytes',
}

/** Reads `bybit=rate_limited`, `okx=latency:2000`, `api.bybit.com/v5/market/tickers=cut_off`. Throws BadRequestError. */
export function parseFaultFlag(text: string): { readonly target: string; readonly fault: Fault } {
  const cut = text.lastIndexOf('=')
  const [kind = '', number] = text.slice(cut + 1).split(':')
  const known = faultKinds.find((name) => name === kind)
  const field = known && NUMBER_OF[known]
  const given = number === undefined ? { kind } : { kind, [field ?? 'number']: Number(number) }
  const parsed = faultSchema.safeParse(given)
  if (cut < 1 || !parsed.success) {
    const accepted = `TARGET=KIND or TARGET=KIND:NUMBER, where KIND is one of ${faultKinds.join(', ')}`
    throw new BadRequestError([{ path: '--fault', message: `given "${text}", accepted: ${accepted}` }])
  }
  return { target: text.slice(0, cut), fault: parsed.data }
}

export interface FaultTarget {
  readonly venue: string
  readonly host: string
  /** With its query. */
  readonly path: string
}

export interface Faults {
  /** A target is `*`, a venue, a host, or the beginning of `host/path?query`. Null takes the fault away. */
  set(target: string, fault: Fault | null): void
  clear(): void
  list(): readonly { readonly target: string; readonly fault: Fault }[]
  /** The fault for this request, the most precise target first; one with `once` is used up. */
  take(request: FaultTarget): Fault | null
}

const MAX_TARGETS = 200

function precision(target: string, { venue, host, path }: FaultTarget): number {
  if (target === '*') return 1
  if (target === venue) return 2
  if (target === host) return 3
  return target.includes('/') && `${host}${path}`.startsWith(target) ? 3 + target.length : 0
}

export function createFaults(seed: number): Faults {
  const active = new Map<string, Fault>()
  const chance = keyOf(seed, 'faults')
  let draws = 0
  return {
    set(target, fault) {
      if (fault === null) active.delete(target)
      else if (active.has(target) || active.size < MAX_TARGETS) active.set(target, fault)
      else throw new RangeError(`faults: given one more, accepted: at most ${MAX_TARGETS}`)
    },
    clear: () => active.clear(),
    list: () => [...active].map(([target, fault]) => ({ target, fault })),
    take(request) {
      const matching = [...active]
        .map(([target, fault]) => ({ target, fault, rank: precision(target, request) }))
        .filter(({ rank }) => rank > 0)
        .sort((a, b) => b.rank - a.rank)
      const [found] = matching
      if (!found) return null
      if (found.fault.probability !== undefined) {
        draws += 1
        if (unit(chance, draws) >= found.fault.probability) return null
      }
      if (found.fault.once) active.delete(found.target)
      return found.fault
    },
  }
}
