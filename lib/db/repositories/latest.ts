import type { Database } from '@/lib/db/client'
import { type PlainRow, plainRow } from '@/lib/db/repositories/plain-row'

type Prisma = Database['prisma']
type RowOf<Model extends 'venueLatest' | 'fundLatest' | 'fund' | 'balanceLatest' | 'adlLatest'> = PlainRow<
  Awaited<ReturnType<Prisma[Model]['findMany']>>[number]
>

export type VenueLatestRow = RowOf<'venueLatest'>
export type FundLatestRow = RowOf<'fundLatest'>
export type StoredFundRow = RowOf<'fund'>
export type BalanceLatestRow = RowOf<'balanceLatest'>
export type AdlLatestRow = RowOf<'adlLatest'>

/** Restricts a query to one venue; none asked: all of them. */
const ofVenue = (venue: string | undefined) => ({ where: venue === undefined ? {} : { venue } })

/** The latest row of every venue, or of one. */
export async function readVenueLatest(db: Database, venue?: string): Promise<readonly VenueLatestRow[]> {
  const rows = await db.prisma.venueLatest.findMany({
    ...ofVenue(venue),
    orderBy: { venue: 'asc' },
  })
  return rows.map(plainRow)
}

/** The latest figures of each fund of a venue, or of all. */
export async function readFundLatest(db: Database, venue?: string): Promise<readonly FundLatestRow[]> {
  const rows = await db.prisma.fundLatest.findMany({
    ...ofVenue(venue),
    orderBy: [{ venue: 'asc' }, { fund: 'asc' }],
  })
  return rows.map(plainRow)
}

/** The funds of a venue, or of all, withdrawn ones included. */
export async function readFunds(db: Database, venue?: string): Promise<readonly StoredFundRow[]> {
  const rows = await db.prisma.fund.findMany({ ...ofVenue(venue), orderBy: [{ venue: 'asc' }, { fund: 'asc' }] })
  return rows.map(plainRow)
}

/** Labels of the funds named, by `venue fund`. */
export async function readFundLabels(
  db: Database,
  funds: readonly { readonly venue: string; readonly fund: string }[],
): Promise<ReadonlyMap<string, string>> {
  if (funds.length === 0) return new Map()
  const rows = await db.prisma.fund.findMany({
    where: { OR: funds.map(({ venue, fund }) => ({ venue, fund })) },
    select: { venue: true, fund: true, label: true },
  })
  return new Map(rows.map((row) => [`${row.venue} ${row.fund}`, row.label]))
}

/** The latest balances of a venue, or of all, by fund and asset. */
export async function readBalanceLatest(db: Database, venue?: string): Promise<readonly BalanceLatestRow[]> {
  const rows = await db.prisma.balanceLatest.findMany({
    ...ofVenue(venue),
    orderBy: [{ venue: 'asc' }, { fund: 'asc' }, { asset: 'asc' }],
  })
  return rows.map(plainRow)
}

/** The latest ADL signals of a venue, or of all. */
export async function readAdlLatest(db: Database, venue?: string): Promise<readonly AdlLatestRow[]> {
  const rows = await db.prisma.adlLatest.findMany({
    ...ofVenue(venue),
    orderBy: [{ venue: 'asc' }, { scope: 'asc' }, { subject: 'asc' }, { signal: 'asc' }],
  })
  return rows.map(plainRow)
}

/** Which markets each fund of a venue covers now. */
export async function readOpenFundMarkets(
  db: Database,
  venue: string,
): Promise<readonly { readonly fund: string; readonly market: string }[]> {
  return db.prisma.fundMarket.findMany({
    where: { venue, validTo: null },
    select: { fund: true, market: true },
    orderBy: [{ fund: 'asc' }, { market: 'asc' }],
  })
}
