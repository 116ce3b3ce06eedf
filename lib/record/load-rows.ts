import type { BulkRow } from '@/lib/db/bulk'
import { periodOf } from '@/lib/record/dates'
import { listProfiles } from '@/lib/record/profiles'
import { readRecord } from '@/lib/record/read'
import {
  type EventRow,
  type FigureRow,
  eventRows as recordEvents,
  figureRows as recordFigures,
} from '@/lib/record/rows'
import type { VenueModule } from '@/lib/venues/_contract/module'
import { venueModules } from '@/lib/venues/registry.generated'

/** Every venue with a module or on record. */
export function venueRows(): readonly BulkRow[] {
  return listProfiles().map((profile) => ({
    venue: profile.venue,
    name: profile.name,
    kind: profile.kind,
    status: profile.status,
    status_note: profile.statusNote,
    website: profile.website,
    fund_page_url: profile.fundPageUrl,
    disclosure: profile.disclosure,
    fund_type: profile.fundType,
    max_leverage: profile.module?.leverage.max ?? null,
    record_only: profile.recordOnly,
  }))
}

/** The judged disclosure marks of every module. */
export function markRows(): readonly BulkRow[] {
  return listProfiles().flatMap((profile) =>
    (profile.module?.disclosures ?? []).map((mark) => ({
      venue: profile.venue,
      criterion: mark.criterion,
      mark: mark.mark,
      evidence_level: mark.evidenceLevel,
      evidence_url: mark.evidenceUrl,
      observed_on: mark.observedOn,
      note: mark.note,
    })),
  )
}

/** The published figures, in the record's order. */
export function figureRows(): readonly BulkRow[] {
  return recordFigures().map((row: FigureRow, index) => ({
    figure: row.id,
    venue: row.venue,
    date: row.date,
    sort_date: row.date === null ? null : periodOf(row.date).from.toISOString().slice(0, 10),
    date_precision: row.datePrecision,
    metric: row.metric,
    fund_type: row.fundType,
    amount: row.amount,
    asset: row.asset,
    usd: row.usd,
    confidence: row.confidence,
    note: row.note,
    usd_basis: row.usdBasis,
    via_copy: row.viaCopy,
    publisher: row.publisher,
    source_url: row.sourceUrl,
    sort_order: index,
  }))
}

/** The documented events, in the record's order. `start_at` to `end_at` is the half-open span its dates stand for. */
export function eventRows(): readonly BulkRow[] {
  return recordEvents().map((row: EventRow, index) => ({
    event: row.event,
    venue: row.venue,
    starts: row.start,
    ends: row.end,
    start_precision: row.startPrecision,
    start_at: periodOf(row.start).from,
    end_at: periodOf(row.end).until,
    kind: row.kind,
    stages: row.stages,
    amount: row.amount,
    asset: row.asset,
    usd: row.usd,
    amount_meaning: row.amountMeaning,
    title: row.title,
    summary: row.summary,
    confidence: row.confidence,
    source_url: row.sourceUrl,
    other_sources: row.otherSources,
    dates_approximate: row.datesApproximate,
    via_copy: row.viaCopy,
    publisher: row.publisher,
    sort_order: index,
  }))
}

/** The sources that venue modules declare withdrawn, as changes: a feed that ends is news, with the venue's own page. */
export function withdrawalRows(modules: readonly Pick<VenueModule, 'id' | 'sources'>[]): readonly BulkRow[] {
  return modules.flatMap(({ id, sources }) =>
    sources.flatMap(({ id: source, withdrawn }) =>
      withdrawn === undefined
        ? []
        : [
            {
              ...UNKNOWN_SOURCE,
              change: `${withdrawn.on}-${id}-${source}-withdrawn`.replaceAll('_', '-'),
              venue: id,
              source,
              changed_on: withdrawn.on,
              kind: 'source_withdrawn',
              text: withdrawn.note.replace(/\.$/, ''),
              source_url: withdrawn.sourceUrl,
            },
          ],
    ),
  )
}

/** What rows of the ledger have in common that nobody found in our captures. */
const UNKNOWN_SOURCE = {
  source: null,
  before: null,
  after: null,
  other_sources: [],
  via_copy: false,
  confidence: null,
  basis: 'published',
}

/** Documented changes in what venues publish. Collected ones stand in the same table and are not the record's concern. */
export function changeRows(): readonly BulkRow[] {
  const documented = readRecord().changes.map((row) => ({
    ...UNKNOWN_SOURCE,
    change: row.id,
    venue: row.venue,
    changed_on: row.date,
    kind: row.kind,
    before: row.before,
    after: row.after,
    text: row.text,
    via_copy: row.viaCopy,
    source_url: row.sourceUrl,
    other_sources: row.otherSources,
    confidence: row.confidence,
  }))
  return [...documented, ...withdrawalRows(venueModules)]
}
