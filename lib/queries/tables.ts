import { groupBy } from '@/lib/core/collections'
import type { Database } from '@/lib/db/client'
import { readChangeCounts } from '@/lib/db/repositories/disclosure'
import { readBalanceLatest, readFundLatest, readFunds } from '@/lib/db/repositories/latest'
import { readSourceStatus } from '@/lib/db/repositories/source'
import type { Cell } from '@/lib/export/columns'
import type { TableName } from '@/lib/export/tables'
import { readAllBackings } from '@/lib/queries/coins'
import { type DisclosureVenue, readDisclosureMatrix } from '@/lib/queries/disclosure-matrix'
import type { CoinBacking, CoinContract } from '@/lib/queries/dto/coin'
import type { Meta } from '@/lib/queries/dto/common'
import type { FundDetail } from '@/lib/queries/dto/fund'
import type { PlausibilityRow } from '@/lib/queries/dto/plausibility'
import type { StatusSource } from '@/lib/queries/dto/status'
import { fundDetails } from '@/lib/queries/funds'
import { venueHealth } from '@/lib/queries/health'
import { metaOf } from '@/lib/queries/overview'
import { readPlausibility } from '@/lib/queries/plausibility'
import { readCorrections } from '@/lib/queries/remarks'
import { statusSources } from '@/lib/queries/status'
import { joinReasons } from '@/lib/queries/words'
import { listProfiles } from '@/lib/record/profiles'

export interface TableOptions {
  readonly now: Date
  /** Null: every venue. */
  readonly venues: readonly string[] | null
}

export interface Table {
  /** Cells follow the columns of the definition. */
  readonly rows: readonly (readonly Cell[])[]
  readonly meta: Meta
}

/** How things stand now, as rows; see `lib/export/tables.ts` for columns and order. */
export async function readTable(db: Database, name: TableName, options: TableOptions): Promise<Table> {
  const status = await readSourceStatus(db)
  const meta = metaOf(status, options.now)
  if (name === 'coins') return { rows: await coinRows(db, options), meta }
  if (name === 'disclosures') return readDisclosures(db, options)
  if (name === 'corrections') return { rows: await correctionRows(db, options), meta }
  if (name === 'plausibility') return { rows: await plausibilityRows(db, options), meta }
  if (name === 'current-balances') return { rows: await balanceRows(db, options), meta }
  const rows = statusSources(status, await readChangeCounts(db), options.now)
    .filter((source) => options.venues?.includes(source.venue) ?? true)
    .map(sourceCells)
  return { rows, meta }
}

async function correctionRows(db: Database, { venues }: TableOptions): Promise<readonly (readonly Cell[])[]> {
  const rows = (await readCorrections(db)).filter(({ venue }) => venues?.includes(venue) ?? true)
  return rows.map((row) => [
    row.id,
    row.date,
    row.venue,
    row.record,
    row.field,
    row.was,
    row.now,
    row.why,
    row.evidence,
    row.reportedBy,
    row.state,
    row.appliedAt,
  ])
}

/** One venue after the other: each reads much. */
async function plausibilityRows(db: Database, { now, venues }: TableOptions): Promise<readonly (readonly Cell[])[]> {
  const cells: (readonly Cell[])[] = []
  for (const { venue } of listProfiles().filter((profile) => venues?.includes(profile.venue) ?? true)) {
    const found = await readPlausibility(db, venue, { now })
    cells.push(...(found?.rows ?? []).map((row) => plausibilityCells(venue, row)))
  }
  return cells
}

function plausibilityCells(venue: string, row: PlausibilityRow): readonly Cell[] {
  return [
    venue,
    row.test,
    row.series,
    row.basis,
    row.from,
    row.to,
    row.outcome,
    row.sample,
    row.minimum,
    row.statistic,
    row.pValue,
    row.pAdjusted,
    row.finding,
    row.innocent,
    row.where,
  ]
}

function sourceCells(source: StatusSource): readonly Cell[] {
  return [
    source.venue,
    source.source,
    source.kind,
    source.lastAttemptAt,
    source.lastSuccessAt,
    source.lastChangedAt,
    source.cadenceS,
    source.state,
    source.consecutiveFailures,
    source.failingSince,
    source.consecutiveFailures > 0 ? source.errorKind : null,
    source.failure ?? (source.lastSuccessAt === null ? 'not yet collected' : null),
    source.lastRunRejected,
    source.docsUrl,
    source.formChanges.count,
    source.formChanges.lastOn,
  ]
}

async function readDisclosures(db: Database, { now, venues }: TableOptions): Promise<Table> {
  const matrix = await readDisclosureMatrix(db, { now })
  const asked = matrix.venues.filter(({ venue }) => venues?.includes(venue) ?? true)
  return { rows: asked.flatMap(disclosureCells), meta: matrix.meta }
}

function disclosureCells({ venue, stage, disclosures }: DisclosureVenue): readonly (readonly Cell[])[] {
  return disclosures.map((mark) => [
    venue,
    stage?.stage ?? null,
    stage?.state ?? null,
    stage?.missed ?? null,
    stage?.open ?? null,
    stage?.floor.mark ?? null,
    stage?.sum?.points ?? null,
    stage?.sum?.of ?? null,
    mark.criterion,
    mark.mark,
    mark.evidenceLevel,
    mark.evidenceUrl,
    mark.observedOn,
    mark.validUntil,
    mark.expired?.mark ?? null,
    mark.expired?.on ?? null,
    mark.capturesSince,
    mark.downgrade?.to ?? null,
    mark.downgrade?.on ?? null,
    mark.note,
  ])
}

async function balanceRows(db: Database, { now, venues }: TableOptions): Promise<readonly (readonly Cell[])[]> {
  const sources = groupBy(await readSourceStatus(db), (row) => row.venue)
  const profiles = listProfiles().filter((profile) => venues?.includes(profile.venue) ?? true)
  const perVenue = await Promise.all(
    profiles.map(async (profile) => {
      const [funds, latest, balances] = await Promise.all([
        readFunds(db, profile.venue),
        readFundLatest(db, profile.venue),
        readBalanceLatest(db, profile.venue),
      ])
      const own = sources.get(profile.venue) ?? []
      const health = venueHealth(profile, own, now)
      const details = fundDetails(
        { funds, latest, balances, markets: [], sources: own, regrouped: new Map() },
        { profile, health, now },
      )
      return details.flatMap((fund) => fund.balances.map((balance) => balanceCells(profile.venue, fund, balance)))
    }),
  )
  return perVenue.flat()
}

async function coinRows(db: Database, { now, venues }: TableOptions): Promise<readonly (readonly Cell[])[]> {
  const coins = await readAllBackings(db, { now })
  return [...coins]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([coin, backings]) =>
      backings
        .filter(({ venue }) => venues?.includes(venue) ?? true)
        .flatMap((backing) => backing.contracts.map((contract) => coinCells(coin, backing, contract))),
    )
}

function coinCells(coin: string, backing: CoinBacking, contract: CoinContract): readonly Cell[] {
  const { pool } = backing
  const [signal = null] = contract.adl
  return [
    coin,
    contract.baseAsset,
    contract.coinsPerBase,
    backing.venue,
    contract.market,
    contract.contractType,
    contract.marketKind,
    contract.settleAsset,
    backing.backing,
    pool?.fund ?? null,
    backing.others.map(({ fund }) => fund),
    pool?.valueUsd ?? null,
    pool?.coverage ?? null,
    pool?.exhaustionMove?.low ?? null,
    pool?.exhaustionMove?.central ?? null,
    pool?.exhaustionMove?.high ?? null,
    backing.state,
    backing.checkedAt,
    contract.oiUsd,
    contract.observedAt,
    contract.maxLeverage === null ? null : String(contract.maxLeverage),
    signal?.signal ?? null,
    signal?.value ?? null,
    signal?.level ?? null,
    signal?.proximity ?? null,
    signal?.observedAt ?? null,
    contract.basis,
    joinReasons(
      [
        backing.reason,
        contract.oiUsd === null ? contract.oiReason : null,
        signal === null ? backing.adlAbsence : signal.stale,
      ].map((reason) => reason?.replace(/\.$/, '') ?? null),
    ),
    contract.rawSha256,
  ]
}

function balanceCells(venue: string, fund: FundDetail, balance: FundDetail['balances'][number]): readonly Cell[] {
  return [
    venue,
    fund.fund,
    fund.fundType,
    fund.partOf,
    balance.asset,
    balance.units,
    balance.priceUsd,
    balance.priceSource,
    balance.valueUsd,
    balance.observedAt,
    balance.checkedAt,
    balance.changedAt,
    balance.expectedEveryS,
    balance.state,
    fund.reason,
    balance.rawSha256,
  ]
}
