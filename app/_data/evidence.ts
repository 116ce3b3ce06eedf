import { cachedRead } from '@/app/_data/read'
import { database } from '@/lib/db/singleton'
import { readEvidence, readEvidenceBytes } from '@/lib/queries/evidence'

/** An archived response; null for a hash that is not in the archive. */
export const getEvidence = cachedRead((db, _now, sha256: string) => readEvidence(db, sha256))

/** The archived bytes, `expired` when only their hash is kept, null for a hash that is not in the archive. */
export function getEvidenceBytes(sha256: string): Promise<Uint8Array | 'expired' | null> {
  return readEvidenceBytes(database(), sha256)
}
