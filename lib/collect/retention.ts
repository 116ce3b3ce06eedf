import type { Pool } from 'pg'
import type { SourceKind } from '@/lib/venues/_contract/module'

const DAY_MS = 24 * 3_600_000
const ADL_THIN_AFTER_DAYS = 90
const EXPIRING_KINDS: readonly SourceKind[] = ['open_interest', 'adl', 'volume', 'depth', 'liquidations']

/**
 * Removes the bytes, never the hashes, of open-interest, ADL and market-context payloads older than the retention,
 * unless a payload still kept shares them or they are the evidence of a change in the ledger. Fund payloads stay for
 * ever. Thins ADL rows older than 90 days to changes and hours. Returns
 * how many bodies were emptied.
 */
export async function expireRawBytes(pool: Pool, retentionDays: number, now: Date): Promise<number> {
  const before = new Date(now.getTime() - retentionDays * DAY_MS)
  const expired = await pool.query(
    `UPDATE capture_body b SET body = NULL, expired_at = $2
     WHERE b.body IS NOT NULL AND b.stored_at < $1
       AND NOT EXISTS (SELECT 1 FROM capture c WHERE c.sha256 = b.sha256
         AND (c.source_kind <> ALL ($3::text[]) OR c.fetched_at >= $1))
       AND NOT EXISTS (SELECT 1 FROM disclosure_change d WHERE d.raw_sha256 = b.sha256)
       AND NOT EXISTS (SELECT 1 FROM disclosure_change d WHERE d.before_sha256 = b.sha256)`,
    [before, now, EXPIRING_KINDS],
  )
  await pool.query(
    `DELETE FROM adl_signal a USING (
       SELECT venue, scope, subject, signal, observed_at, revision, value,
         lag(value) OVER w AS value_before,
         date_trunc('hour', observed_at) = date_trunc('hour', lag(observed_at) OVER w) AS same_hour
       FROM adl_signal WHERE observed_at < $1
       WINDOW w AS (PARTITION BY venue, scope, subject, signal ORDER BY observed_at, revision)
     ) d
     WHERE a.venue = d.venue AND a.scope = d.scope AND a.subject = d.subject AND a.signal = d.signal
       AND a.observed_at = d.observed_at AND a.revision = d.revision
       AND d.value = d.value_before AND d.same_hour`,
    [new Date(now.getTime() - ADL_THIN_AFTER_DAYS * DAY_MS)],
  )
  return expired.rowCount ?? 0
}
