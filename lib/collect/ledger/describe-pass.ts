import type { Pool } from 'pg'
import { z } from 'zod'
import type { Capture } from '@/lib/collect/fetch-request'
import { groupBy } from '@/lib/core/collections'
import { describeShape, mergeShape, type Shape } from '@/lib/core/ledger/shape'
import type { Source, VenueModule } from '@/lib/venues/_contract/module'

/** The form of one pass by endpoint, with the hash of the first capture of each. */
export type PassShapes = ReadonlyMap<string, { readonly shape: Shape; readonly firstSha256: string }>

const mapsSchema = z.array(z.string()).catch([])

/**
 * Describes the captures of a pass. Large answers take a while to walk, so this is done before the transaction that
 * compares them; an object known as a map stays one.
 */
export async function describePass(
  pool: Pool,
  module: VenueModule,
  source: Source,
  captures: readonly Capture[],
): Promise<PassShapes> {
  const maps = await readMaps(pool, module, source)
  return new Map(
    [...groupBy(captures, (capture) => capture.request.endpoint)].flatMap(([id, own]) => {
      const endpoint = source.endpoints.find((candidate) => candidate.id === id)
      const [first] = own
      if (!endpoint || !first) return []
      const options = { vocabulary: endpoint.vocabulary ?? [], maps: maps.get(id) ?? new Set<string>() }
      const shape = own
        .map(({ response, sha256 }) =>
          describeShape(JSON.parse(response.bytes.toString('utf8')), { ...options, capture: sha256 }),
        )
        .reduce(mergeShape)
      return [[id, { shape, firstSha256: first.sha256 }] as const]
    }),
  )
}

async function readMaps(
  pool: Pool,
  module: VenueModule,
  source: Source,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const result = await pool.query<{ endpoint: string; maps: unknown }>(
    `SELECT endpoint, known->'maps' AS maps FROM disclosure_shape WHERE venue = $1 AND source = $2`,
    [module.id, source.id],
  )
  return new Map(result.rows.map((row) => [row.endpoint, new Set(mapsSchema.parse(row.maps))]))
}
