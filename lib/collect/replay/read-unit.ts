import type { Pool } from 'pg'
import { readPage } from '@/lib/collect/backfill/read-history'
import type { Past } from '@/lib/collect/backfill/store-past'
import { type ReadUnit, readUnit, type StoredUnit } from '@/lib/collect/replay/captures'
import { screenObservations } from '@/lib/collect/screen'
import type { Rejection } from '@/lib/core/observation'
import { UpstreamError } from '@/lib/errors'
import type { History, NormaliseResult, Source, VenueModule } from '@/lib/venues/_contract/module'

/** What is read again: a source, or a history. */
export type Replayed =
  | { readonly kind: 'source'; readonly declared: Source }
  | { readonly kind: 'history'; readonly declared: History }

export type Reread =
  | { readonly ok: true; readonly past: Past; readonly checkedAt: Date; readonly rejected: readonly Rejection[] }
  | { readonly ok: false; readonly why: string | 'expired' }

/** Reads stored bytes with the schemas and the parser of today, as of the time they were fetched. */
export async function rereadUnit(
  pool: Pool,
  module: VenueModule,
  replayed: Replayed,
  unit: StoredUnit,
): Promise<Reread> {
  const read = await readUnit(pool, replayed.declared, unit)
  if (read.failure === 'expired') return { ok: false, why: 'expired' }
  if (read.failure !== null) return { ok: false, why: `${read.failure.kind}: ${read.failure.message}` }
  try {
    const { observations, rejected } = normalise(replayed, unit, read)
    const { basis, captures, checkedAt } = read
    return { ok: true, past: { module, source: replayed.declared, basis, captures, observations }, checkedAt, rejected }
  } catch (error) {
    if (error instanceof UpstreamError) return { ok: false, why: `${error.kind}: ${error.message}` }
    return { ok: false, why: `the parser stopped (${error instanceof Error ? error.message : String(error)})` }
  }
}

function normalise(
  { kind, declared }: Replayed,
  { lane }: StoredUnit,
  { received, checkedAt }: ReadUnit,
): NormaliseResult {
  if (kind === 'source') return screenObservations(declared.normalise(received, { checkedAt }))
  const page = received.at(-1)
  if (!page || lane === null) return { observations: [], rejected: [] }
  return readPage(declared, lane, received.slice(0, -1), page)
}
