import type { Basis } from '@/lib/core/observation'
import type { DecimalText, IsoTime } from '@/lib/queries/dto/common'
import type { DepthBand } from '@/lib/queries/dto/context'
import type { DisclosureChangeRow } from '@/lib/queries/dto/disclosure'
import type { BalanceRow } from '@/lib/queries/dto/fund'
import type { AdlRow } from '@/lib/queries/dto/venue'

export interface EvidencePage {
  readonly sha256: string
  readonly size: number
  readonly bodyText: string | null
  /** The shown text is cut; the whole is at the raw link. */
  readonly truncated: boolean
  readonly expired: boolean
  readonly captures: readonly {
    readonly venue: string
    readonly source: string
    readonly endpoint: string
    readonly subject: string | null
    readonly method: string
    readonly url: string
    readonly requestBody: string | null
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly fetchedAt: IsoTime
    readonly durationMs: number
    readonly parserVersion: string
    readonly basis: Basis
  }[]
  readonly balances: readonly (BalanceRow & {
    readonly venue: string
    readonly fund: string
    readonly reason: string | null
  })[]
  readonly openInterest: readonly {
    readonly venue: string
    readonly market: string
    readonly observedAt: IsoTime
    readonly contracts: DecimalText | null
    readonly baseUnits: DecimalText | null
    readonly markPrice: DecimalText | null
    readonly valueUsd: DecimalText | null
    readonly sourceSides: number
    readonly reason: string | null
  }[]
  readonly adl: readonly AdlRow[]
  readonly context: EvidenceContext
  /** Changes of the ledger that these bytes are evidence of, newest first. */
  readonly changes: readonly DisclosureChangeRow[]
  /** How many rows of each kind came from these bytes; the lists above show at most 200 of each. */
  readonly counts: {
    readonly balances: number
    readonly openInterest: number
    readonly adl: number
    readonly volumes: number
    readonly depths: number
    readonly liquidations: number
  }
}

/** Market context read from archived bytes. */
export interface EvidenceContext {
  readonly volumes: readonly {
    readonly venue: string
    readonly market: string
    readonly observedAt: IsoTime
    readonly baseUnits: DecimalText | null
    readonly valueUsd: DecimalText | null
    readonly reason: string | null
  }[]
  readonly depths: readonly {
    readonly venue: string
    readonly market: string
    readonly observedAt: IsoTime
    readonly midPrice: DecimalText
    readonly bands: readonly Omit<DepthBand, 'oiOverDepth'>[]
    readonly reason: string | null
  }[]
  readonly liquidations: readonly {
    readonly venue: string
    readonly event: string
    readonly market: string | null
    readonly liquidation: string
    readonly side: string | null
    readonly observedAt: IsoTime
    readonly windowStart: IsoTime | null
    readonly baseUnits: DecimalText | null
    readonly price: DecimalText | null
    readonly valueUsd: DecimalText | null
    readonly lossUsd: DecimalText | null
    readonly reason: string | null
  }[]
}
