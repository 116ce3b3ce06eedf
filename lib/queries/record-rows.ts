import type { ChangeRow } from '@/lib/db/repositories/disclosure'
import type { StoredEventRow, StoredFigureRow } from '@/lib/db/repositories/record'
import type { DisclosureChangeRow } from '@/lib/queries/dto/disclosure'
import type { EventRow, FigureRow } from '@/lib/queries/dto/record'
import { basisOf, fundTypeOf, orNull } from '@/lib/queries/words'

/** An event of the record as pages and the API show it. */
export function eventRow(row: StoredEventRow): EventRow {
  return {
    event: row.event,
    venue: row.venue,
    start: row.starts,
    end: row.ends,
    startPrecision: row.startPrecision,
    kind: row.kind,
    stages: row.stages,
    amount: row.amount,
    asset: row.asset,
    usd: row.usd,
    amountMeaning: row.amountMeaning,
    title: row.title,
    summary: row.summary,
    confidence: row.confidence,
    viaCopy: row.viaCopy,
    datesApproximate: row.datesApproximate,
    sourceUrl: row.sourceUrl,
    otherSources: row.otherSources,
  }
}

/** A published figure as pages show it. */
export function figureRow(row: StoredFigureRow): FigureRow {
  return {
    figure: row.figure,
    venue: row.venue,
    date: row.date,
    datePrecision: row.datePrecision,
    metric: row.metric,
    fundType: orNull(row.fundType, fundTypeOf),
    amount: row.amount,
    asset: row.asset,
    usd: row.usd,
    confidence: row.confidence,
    note: row.note,
    viaCopy: row.viaCopy,
    sourceUrl: row.sourceUrl,
  }
}

/** A change in what a venue publishes. */
export function changeRow(row: ChangeRow): DisclosureChangeRow {
  return {
    change: row.change,
    venue: row.venue,
    source: row.source,
    endpoint: row.endpoint,
    changedOn: row.changedOn.toISOString().slice(0, 10),
    kind: row.kind,
    path: row.path,
    before: row.before,
    after: row.after,
    funds: row.funds,
    markets: row.markets,
    text: row.text,
    sourceUrl: row.sourceUrl,
    otherSources: row.otherSources,
    viaCopy: row.viaCopy,
    confidence: row.confidence,
    beforeSha256: row.beforeSha256,
    rawSha256: row.rawSha256,
    basis: basisOf(row.basis),
  }
}
