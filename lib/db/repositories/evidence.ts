import type { Database } from '@/lib/db/client'
import { type PlainRow, plainRow } from '@/lib/db/repositories/plain-row'

type Prisma = Database['prisma']
export type CaptureRow = PlainRow<Awaited<ReturnType<Prisma['capture']['findMany']>>[number]>
export type BalanceEvidenceRow = PlainRow<Awaited<ReturnType<Prisma['fundBalance']['findMany']>>[number]>
export type OpenInterestEvidenceRow = PlainRow<Awaited<ReturnType<Prisma['openInterest']['findMany']>>[number]>
export type AdlEvidenceRow = PlainRow<Awaited<ReturnType<Prisma['adlSignal']['findMany']>>[number]>

export interface BodyRow {
  /** Stored bytes in `encoding`; null once expired. */
  readonly body: Uint8Array | null
  readonly encoding: string
  readonly size: number
  readonly expiredAt: Date | null
}

/** The archived bytes of a hash; null when no response had it. */
export async function readBody(db: Database, sha256: string): Promise<BodyRow | null> {
  return db.prisma.captureBody.findUnique({
    where: { sha256 },
    select: { body: true, encoding: true, size: true, expiredAt: true },
  })
}

/** The fetches that returned these bytes, newest first. */
export async function readCaptures(db: Database, sha256: string, limit: number): Promise<readonly CaptureRow[]> {
  const rows = await db.prisma.capture.findMany({
    where: { sha256 },
    orderBy: [{ fetchedAt: 'desc' }, { captureId: 'desc' }],
    take: limit,
  })
  return rows.map(plainRow)
}

/** What was read from these bytes: the first rows of each kind, and how many there are. */
export async function readDerivedRows(db: Database, sha256: string, limit: number) {
  const where = { rawSha256: sha256 }
  const [balances, openInterest, adl, balanceCount, openInterestCount, adlCount] = await Promise.all([
    db.prisma.fundBalance.findMany({
      where,
      orderBy: [{ venue: 'asc' }, { fund: 'asc' }, { asset: 'asc' }, { observedAt: 'asc' }, { revision: 'asc' }],
      take: limit,
    }),
    db.prisma.openInterest.findMany({
      where,
      orderBy: [{ venue: 'asc' }, { market: 'asc' }, { observedAt: 'asc' }, { revision: 'asc' }],
      take: limit,
    }),
    db.prisma.adlSignal.findMany({
      where,
      orderBy: [{ venue: 'asc' }, { subject: 'asc' }, { signal: 'asc' }, { observedAt: 'asc' }, { revision: 'asc' }],
      take: limit,
    }),
    db.prisma.fundBalance.count({ where }),
    db.prisma.openInterest.count({ where }),
    db.prisma.adlSignal.count({ where }),
  ])
  return {
    balances: balances.map(plainRow),
    openInterest: openInterest.map(plainRow),
    adl: adl.map(plainRow),
    counts: { balances: balanceCount, openInterest: openInterestCount, adl: adlCount },
  }
}
