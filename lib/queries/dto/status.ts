import type { State } from '@/lib/core/observation'
import type { IsoTime, Meta } from '@/lib/queries/dto/common'
import type { SourceRow } from '@/lib/queries/dto/source'

export interface RunRowView {
  readonly venue: string
  readonly source: string
  readonly startedAt: IsoTime
  readonly finishedAt: IsoTime | null
  readonly outcome: string | null
  readonly errorKind: string | null
  readonly errorMessage: string | null
  readonly requests: number
  readonly bytes: number
  readonly rowsWritten: number
  readonly rowsUnchanged: number
  readonly rowsRejected: number
}

/** Rows refused from one source in the last 7 days, by reason, with the last samples. */
export interface RejectedSource {
  readonly venue: string
  readonly source: string
  readonly count: number
  readonly reasons: readonly { readonly reason: string; readonly count: number; readonly lastAt: IsoTime }[]
  readonly samples: readonly {
    readonly reason: string
    readonly detail: string
    readonly sample: string
    readonly rawSha256: string | null
    readonly rejectedAt: IsoTime
  }[]
}

export interface StatusSource extends SourceRow {
  readonly venueName: string
  /** Seconds since the last good check; null when there was none. */
  readonly lagS: number | null
  /** The failure in plain words; null when it does not fail. */
  readonly failure: string | null
  /** Changes of the form of its answers: how many are in the ledger, and the day of the newest. */
  readonly formChanges: { readonly count: number; readonly lastOn: string | null }
}

export interface StatusData {
  readonly sources: readonly StatusSource[]
  /** How many sources are in each state. */
  readonly states: Readonly<Record<State, number>>
  readonly runs: readonly RunRowView[]
  readonly rejected: readonly RejectedSource[]
  readonly meta: Meta
}
