import type { Observation, Rejection } from '@/lib/core/observation'
import type { NormaliseResult } from '@/lib/venues/_contract/module'
import type { Readable, Unreadable } from '@/lib/venues/_contract/numeric'

const SAMPLE_LENGTH = 500

/** The offending value as text, cut to what is stored. */
export function sampleOf(raw: unknown): string {
  return (JSON.stringify(raw) ?? String(raw)).slice(0, SAMPLE_LENGTH)
}

/** Thrown inside `RowReader.row` to refuse the row being read. */
class RowRefused extends Error {
  constructor(readonly why: Unreadable) {
    super(why.detail)
  }
}

/** The value read, or the row is refused. Only to be called inside `RowReader.row`. */
export function need<T>(read: Readable<T>): T {
  if (read.ok) return read.value
  throw new RowRefused(read)
}

/** Refuses the row being read for a stated reason. Only to be called inside `RowReader.row`. */
export function refuse(reason: Unreadable['reason'], detail: string): never {
  throw new RowRefused({ ok: false, reason, detail })
}

/**
 * Collects what a normaliser finds. A row that cannot be read becomes a rejection with its reason and a sample; it
 * never stops the good rows and never becomes a zero.
 */
export class RowReader {
  private readonly observations: Observation[] = []
  private readonly rejected: Rejection[] = []

  /** Reads one row; a refusal inside becomes a rejection. Any other error is a defect and is not caught. */
  row(payload: number, raw: unknown, read: () => Observation | readonly Observation[] | null): void {
    try {
      const found = read()
      if (found !== null) this.observations.push(...(Array.isArray(found) ? found : [found]))
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error
      this.reject(payload, raw, error.why)
    }
  }

  /** Records a refusal made outside a row. */
  reject(payload: number | null, raw: unknown, why: Unreadable): void {
    this.rejected.push({ reason: why.reason, detail: why.detail, sample: sampleOf(raw), payload })
  }

  /** The value, or null: a field the row can do without. A refusal other than absence is recorded. */
  optional<T>(payload: number, raw: unknown, read: Readable<T>): T | null {
    if (read.ok) return read.value
    if (read.reason !== 'missing_field') this.reject(payload, raw, read)
    return null
  }

  /** What was found, in the order read. */
  result(): NormaliseResult {
    return { observations: this.observations, rejected: this.rejected }
  }
}
