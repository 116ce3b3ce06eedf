import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import type { Database } from '@/lib/db/client'
import { readDerivedContext } from '@/lib/db/repositories/context'
import { readDisclosureChanges } from '@/lib/db/repositories/disclosure'
import {
  type AdlEvidenceRow,
  type BalanceEvidenceRow,
  type BodyRow,
  type CaptureRow,
  type OpenInterestEvidenceRow,
  readBody,
  readCaptures,
  readDerivedRows,
} from '@/lib/db/repositories/evidence'
import type { EvidenceContext, EvidencePage } from '@/lib/queries/dto/evidence'
import { balanceRow } from '@/lib/queries/funds'
import { changeRow } from '@/lib/queries/record-rows'
import { basisOf, isoTime, orNull } from '@/lib/queries/words'

const SHOWN_BYTES = 200_000
const SHOWN_ROWS = 200
const SHOWN_CAPTURES = 50
/** No response is accepted near this size; a larger one is not ours. */
const MOST_BYTES = 256 * 1024 * 1024
const SHA256 = /^[0-9a-f]{64}$/

const unzip = promisify(gunzip)
const headersSchema = z.record(z.string(), z.string())

/**
 * An archived response: what was asked and answered, the start of the body as text (200 kB), and what was read from it
 * (200 rows of each kind). Null for a hash that is not in the archive.
 */
export async function readEvidence(db: Database, sha256: string): Promise<EvidencePage | null> {
  if (!SHA256.test(sha256)) return null
  const stored = await readBody(db, sha256)
  if (stored === null) return null
  const [captures, derived, context, changes, bytes] = await Promise.all([
    readCaptures(db, sha256, SHOWN_CAPTURES),
    readDerivedRows(db, sha256, SHOWN_ROWS),
    readDerivedContext(db, sha256, SHOWN_ROWS),
    readDisclosureChanges(db, { sha256, limit: SHOWN_CAPTURES }),
    decode(stored),
  ])
  return {
    sha256,
    size: stored.size,
    bodyText: bytes === null ? null : new TextDecoder().decode(bytes.subarray(0, SHOWN_BYTES)),
    truncated: bytes !== null && bytes.byteLength > SHOWN_BYTES,
    expired: bytes === null,
    captures: captures.map(captureView),
    balances: derived.balances.map(balanceView),
    openInterest: derived.openInterest.map(openInterestView),
    adl: derived.adl.map(adlView),
    context: contextView(context),
    changes: changes.map(changeRow),
    counts: { ...derived.counts, ...context.counts },
  }
}

/** The bytes as received, or `expired` when only their hash is kept; null for a hash that is not in the archive. */
export async function readEvidenceBytes(db: Database, sha256: string): Promise<Uint8Array | 'expired' | null> {
  if (!SHA256.test(sha256)) return null
  const stored = await readBody(db, sha256)
  return stored === null ? null : ((await decode(stored)) ?? 'expired')
}

async function decode({ body, encoding }: BodyRow): Promise<Uint8Array | null> {
  if (body === null) return null
  return encoding === 'gzip' ? unzip(body, { maxOutputLength: MOST_BYTES }) : body
}

function captureView(row: CaptureRow): EvidencePage['captures'][number] {
  return {
    venue: row.venue,
    source: row.source,
    endpoint: row.endpoint,
    subject: row.subject,
    method: row.method,
    url: row.url,
    requestBody: row.requestBody,
    status: row.status,
    headers: headersSchema.parse(row.headers),
    fetchedAt: isoTime(row.fetchedAt),
    durationMs: row.durationMs,
    parserVersion: row.parserVersion,
    basis: basisOf(row.basis),
  }
}

/** A row of the past has no state. */
function balanceView(row: BalanceEvidenceRow): EvidencePage['balances'][number] {
  return { ...balanceRow(row, 'none'), venue: row.venue, fund: row.fund, reason: row.reason }
}

function openInterestView(row: OpenInterestEvidenceRow): EvidencePage['openInterest'][number] {
  return {
    venue: row.venue,
    market: row.market,
    observedAt: isoTime(row.observedAt),
    contracts: row.contracts,
    baseUnits: row.baseUnits,
    markPrice: row.markPrice,
    valueUsd: row.valueUsd,
    sourceSides: row.sourceSides,
    reason: row.reason,
  }
}

function adlView(row: AdlEvidenceRow): EvidencePage['adl'][number] {
  return {
    subject: row.subject,
    signal: row.signal,
    value: row.value,
    level: row.level,
    proximity: row.proximity,
    observedAt: isoTime(row.observedAt),
    rawSha256: row.rawSha256,
  }
}

function contextView(found: Awaited<ReturnType<typeof readDerivedContext>>): EvidenceContext {
  return {
    volumes: found.volumes.map(({ venue, market, observedAt, baseUnits, valueUsd, reason }) => ({
      venue,
      market,
      observedAt: isoTime(observedAt),
      baseUnits,
      valueUsd,
      reason,
    })),
    depths: found.depths.map((row) => ({
      venue: row.venue,
      market: row.market,
      observedAt: isoTime(row.observedAt),
      midPrice: row.midPrice,
      bands: [
        { band: 0.01, bidUsd: row.bidUsd1, askUsd: row.askUsd1 },
        { band: 0.02, bidUsd: row.bidUsd2, askUsd: row.askUsd2 },
      ],
      reason: row.reason,
    })),
    liquidations: found.liquidations.map((row) => ({
      venue: row.venue,
      event: row.event,
      market: row.market,
      liquidation: row.liquidation,
      side: row.side,
      observedAt: isoTime(row.observedAt),
      windowStart: orNull(row.windowStart, isoTime),
      baseUnits: row.baseUnits,
      price: row.price,
      valueUsd: row.valueUsd,
      lossUsd: row.lossUsd,
      reason: row.reason,
    })),
  }
}
