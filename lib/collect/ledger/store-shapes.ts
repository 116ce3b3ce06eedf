import type { ClientBase } from 'pg'
import type { PassShapes } from '@/lib/collect/ledger/describe-pass'
import { knownShapeSchema } from '@/lib/collect/ledger/known-schema'
import { type LedgerChange, type LedgerRun, storeChanges } from '@/lib/collect/ledger/store-changes'
import { compareShapes, learnShape } from '@/lib/core/ledger/compare'
import type { KnownShape, ShapeChange } from '@/lib/core/ledger/known'
import { fieldPath, type Shape } from '@/lib/core/ledger/shape'
import { shapeChangeText } from '@/lib/core/ledger/words'

interface StoredShape {
  readonly known: KnownShape | null
  /** The first capture of the last pass, and the fields that another one showed. */
  readonly lastSha256: string
  readonly elsewhere: Readonly<Record<string, string>>
}

/** Compares the form of a good pass, endpoint by endpoint, with the one known before, and keeps what is new. */
export async function storeShapes(client: ClientBase, run: LedgerRun, pass: PassShapes): Promise<void> {
  const stored = await readShapes(client, run)
  const changes: LedgerChange[] = []
  for (const [id, { shape, firstSha256 }] of pass) {
    const before = stored.get(id) ?? null
    const compared = before?.known ? compare(before, before.known, shape, run.at) : null
    const known = compared?.known ?? learnShape(shape, run.at)
    changes.push(...(compared?.changes ?? []).map((change) => toLedger(change, id)))
    const isSame = before?.known != null && JSON.stringify(known) === JSON.stringify(before.known)
    await writeShape(client, run, id, {
      known: isSame ? null : known,
      lastSha256: firstSha256,
      elsewhere: elsewhereOf(shape, firstSha256),
    })
  }
  await storeChanges(client, run, changes)
}

function compare(before: StoredShape, known: KnownShape, shape: Shape, at: Date) {
  return compareShapes(known, shape, { at, lastCaptureOf: (path) => before.elsewhere[path] ?? before.lastSha256 })
}

/** The fields that the first capture of the pass does not show, with one that does. */
function elsewhereOf(shape: Shape, first: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...shape.containers].flatMap(([path, { fields }]) =>
      [...fields].flatMap(([key, { capture }]) => (capture === first ? [] : [[fieldPath(path, key), capture]])),
    ),
  )
}

function toLedger(change: ShapeChange, endpoint: string): LedgerChange {
  return {
    kind: change.kind,
    endpoint,
    path: change.path,
    before: change.before,
    after: change.after,
    funds: [],
    markets: [],
    text: shapeChangeText(change),
    at: change.at,
    beforeSha256: change.beforeCapture === '' ? null : change.beforeCapture,
    sha256: change.afterCapture,
  }
}

async function readShapes(client: ClientBase, run: LedgerRun): Promise<ReadonlyMap<string, StoredShape>> {
  const result = await client.query<{
    endpoint: string
    known: unknown
    last_sha256: string
    elsewhere: Readonly<Record<string, string>>
  }>('SELECT endpoint, known, last_sha256, elsewhere FROM disclosure_shape WHERE venue = $1 AND source = $2', [
    run.module.id,
    run.source.id,
  ])
  return new Map(
    result.rows.map((row) => {
      // A form kept by another version that this one cannot read is learned again, without news.
      const known = knownShapeSchema.safeParse(row.known)
      return [
        row.endpoint,
        { known: known.success ? known.data : null, lastSha256: row.last_sha256, elsewhere: row.elsewhere },
      ]
    }),
  )
}

/** `known` null leaves the stored form as it is. */
async function writeShape(
  client: ClientBase,
  run: LedgerRun,
  endpoint: string,
  shape: { readonly known: KnownShape | null; readonly lastSha256: string; readonly elsewhere: object },
): Promise<void> {
  const key = [run.module.id, run.source.id, endpoint]
  const latest = [run.at, shape.lastSha256, JSON.stringify(shape.elsewhere), run.basis]
  if (shape.known === null) {
    await client.query(
      `UPDATE disclosure_shape SET captures = captures + 1, last_seen_at = $4, last_sha256 = $5, elsewhere = $6,
         basis = $7, format_problem = NULL
       WHERE venue = $1 AND source = $2 AND endpoint = $3`,
      [...key, ...latest],
    )
    return
  }
  await client.query(
    `INSERT INTO disclosure_shape AS s (venue, source, endpoint, first_seen_at, last_seen_at, last_sha256, elsewhere, basis,
       known, captures)
     VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, 1)
     ON CONFLICT (venue, source, endpoint) DO UPDATE SET captures = s.captures + 1, last_seen_at = EXCLUDED.last_seen_at,
       last_sha256 = EXCLUDED.last_sha256, elsewhere = EXCLUDED.elsewhere, basis = EXCLUDED.basis,
       known = EXCLUDED.known, format_problem = NULL`,
    [...key, ...latest, JSON.stringify(shape.known)],
  )
}
