import type { IsoTime, Meta } from '@/lib/queries/dto/common'

/** A recent correction, told where the figure is shown. */
export interface CorrectionNote {
  readonly id: string
  /** Calendar day. */
  readonly date: string
  /** `fund` and `open_interest`: the row goes into the venue's figures of now; `record`: another row of the venue. */
  readonly about: 'fund' | 'open_interest' | 'record'
  /** Record id. */
  readonly record: string
  readonly field: string
  readonly was: string | null
  /** Null: withdrawn. */
  readonly now: string | null
  readonly text: string
  /** Where the entry stands, from the root of the site. */
  readonly path: string
}

/** What a venue said of a figure, a criterion or a row of its own. */
export interface ReplyView {
  readonly id: string
  readonly date: string
  readonly venue: string
  /** A figure (fund, coverage, open_interest, exhaustion), a criterion (T1 to T14) or a record id. */
  readonly about: string
  readonly text: string
  readonly saidBy: string
  readonly disputes: boolean
  readonly sourceUrl: string
}

/** What corrections and replies a venue's surfaces show. */
export interface VenueRemarks {
  /** In force here and younger than 30 days, newest first. */
  readonly corrections: readonly CorrectionNote[]
  /** Of any age, where a figure, event or mark of the record's own files was edited: told beside the row for ever. */
  readonly edited: readonly CorrectionNote[]
  readonly replies: readonly ReplyView[]
}

/** An entry of the corrections file, with how it stands in this database. */
export interface CorrectionRow {
  readonly id: string
  readonly date: string
  readonly venue: string
  readonly record: string
  readonly field: string
  readonly was: string | null
  readonly now: string | null
  readonly why: string
  /** An address, or the SHA-256 of a capture. */
  readonly evidence: string
  readonly reportedBy: string | null
  /** `applied`: a revision says so; `edited`: the record's file was; `waiting`: the row is not here, or not as it was. */
  readonly state: 'applied' | 'edited' | 'waiting'
  readonly appliedAt: IsoTime | null
}

/** Values that sources or a reading of ours replaced, gathered by venue and hour. */
export interface RestatementView {
  readonly venue: string
  readonly thing: string
  readonly hour: IsoTime
  readonly rows: number
  readonly fromAt: IsoTime
  readonly toAt: IsoTime
  readonly subject: string
  readonly observedAt: IsoTime
  readonly before: string | null
  readonly after: string | null
  readonly unit: string
  readonly why: string
  /** The rows, from the root of the site. */
  readonly path: string
  readonly simulated: boolean
}

export interface CorrectionsPage {
  /** Newest first. */
  readonly corrections: readonly CorrectionRow[]
  readonly replies: readonly ReplyView[]
  readonly restatements: readonly RestatementView[]
  readonly page: number
  readonly hasMore: boolean
  readonly meta: Meta
}

/** What is stored under a record id. */
export interface StoredRecord {
  readonly record: string
  /** In words: `Bybit, fund BTCUSDT, USDT`. */
  readonly title: string
  readonly venue: string | null
  /** Where a reader finds it, from the root of the site. */
  readonly path: string
  /** Newest first; empty where nothing is stored under the id. */
  readonly revisions: readonly StoredRevision[]
  readonly corrections: readonly CorrectionRow[]
}

export interface StoredRevision {
  /** Null for rows of the record's files: their history is that of the file. */
  readonly revision: number | null
  readonly figures: readonly { readonly name: string; readonly value: string | null }[]
  readonly observedAt: IsoTime | null
  readonly recordedAt: IsoTime | null
  readonly reason: string | null
  readonly source: string
  readonly sourceUrl: string | null
  readonly rawSha256: string | null
}
