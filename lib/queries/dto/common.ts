/** Plain decimal digits; never an exponent. */
export type DecimalText = string

/** ISO 8601 UTC with `Z`. */
export type IsoTime = string

export interface Meta {
  readonly generatedAt: IsoTime
  /** Newest check of any source behind the answer; null when nothing was collected. */
  readonly dataAsOf: IsoTime | null
  readonly asOf: IsoTime | null
}

/** A move of 100 % or more is null: no fall can exhaust the fund under that law. */
export interface Band {
  readonly low: number
  readonly central: number | null
  readonly high: number | null
}
