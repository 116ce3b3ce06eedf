import type { State } from '@/lib/core/observation'
import type { IsoTime } from '@/lib/queries/dto/common'

/** A source as the venue page and /status list it. */
export interface SourceRow {
  readonly venue: string
  readonly source: string
  readonly kind: string
  readonly cadenceS: number
  readonly docsUrl: string | null
  readonly state: State
  readonly lastAttemptAt: IsoTime | null
  readonly lastSuccessAt: IsoTime | null
  readonly lastChangedAt: IsoTime | null
  readonly consecutiveFailures: number
  readonly failingSince: IsoTime | null
  readonly errorKind: string | null
  readonly errorMessage: string | null
  readonly errorSample: string | null
  readonly errorAt: IsoTime | null
  readonly rowsWritten: number
  readonly rowsRejected: number
  readonly lastRunRejected: number
}
