import { z } from 'zod'
import { dec } from '@/lib/core/decimal'
import { DATE_PRECISIONS, daySchema, EVENT_PRECISIONS, partialDateSchema, precisionOf } from '@/lib/record/dates'

/** Slug of rows about the whole market rather than one venue. */
export const MARKET_WIDE = 'all'

const METRICS = [
  'insurance_fund_balance',
  'open_interest',
  'company_injection',
  'pool_minimum',
  'fund_inflow',
  'fund_outflow',
  'insurance_fund_claim_false',
  'backstop_vault_tvl',
] as const

export const EVENT_STAGES = [
  'fund_used',
  'fund_depleted',
  'fund_untouched',
  'fund_use_proposed',
  'backstop_vault',
  'backstop_vault_loss',
  'adl',
  'socialised_loss',
  'company_recapitalisation',
  'company_compensation',
  'treasury_recapitalisation',
  'affiliate_absorbed',
  'intervention',
  'halt',
  'rollback',
  'concealed',
] as const

const EVENT_KINDS = [
  'drawdown',
  'fund_depletion',
  'shortfall',
  'socialised_loss',
  'adl',
  'backstop_loss',
  'compensation',
  'manipulation',
  'exploit',
  'default',
  'concealed_loss',
  'index_error',
  'data_error',
  'halt',
] as const

const AMOUNT_MEANINGS = [
  'fund_fall',
  'fund_outflow',
  'fund_balance_used_up',
  'shortfall',
  'loss_socialised',
  'vault_loss',
  'vault_peak_unrealised_loss',
  'vault_compensation',
  'company_compensation',
  'compensation_proposed',
  'client_claim',
  'user_loss',
  'user_loss_not_fund',
  'adl_notional',
] as const

const BITMEX_SCALES = { XBt: 8, USDt: 6, Gwei: 9 } as const

export const slugSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected a slug of a-z, 0-9 and single hyphens')
const amountSchema = z.string().regex(/^(0|[1-9]\d*)(\.\d+)?$/, 'expected plain decimal digits, not negative')
export const urlSchema = z.url({ protocol: /^https?$/, error: 'expected an http or https address' })
export const textSchema = z.string().trim().min(1)
const confidenceSchema = z.enum(['high', 'medium', 'low'])
const assetSchema = z.enum(['BTC', 'ETH', 'USD', 'USDT', 'USDC'])
const bitmexCurrencySchema = z.enum(['XBt', 'USDt', 'Gwei'])

/** Where a row was read: `viaCopy` when the host is not the publisher, `publisher` only where it is certain. */
const sourceShape = { sourceUrl: urlSchema, viaCopy: z.boolean(), publisher: textSchema.optional() }

function idStartsWith(row: { id: string; venue: string }, date: string): boolean {
  return row.id.startsWith(`${date}-${row.venue}-`)
}

export const recordFigureSchema = z
  .strictObject({
    id: slugSchema,
    venue: slugSchema,
    venueAsPublished: textSchema,
    date: partialDateSchema.nullable(),
    datePrecision: z.enum(DATE_PRECISIONS),
    metric: z.enum(METRICS),
    fundType: z.enum(['insurance', 'vault', 'protection']).nullable(),
    amount: amountSchema,
    asset: assetSchema,
    usd: amountSchema.nullable(),
    usdBasis: z.enum(['source', 'par']).nullable(),
    confidence: confidenceSchema,
    note: z.string(),
    ...sourceShape,
  })
  .superRefine((row, ctx) => {
    const form = row.date === null ? 'undated' : precisionOf(row.date)
    const formFits = row.datePrecision === 'approx' ? form === 'day' || form === 'month' : form === row.datePrecision
    if (!formFits) ctx.addIssue(`date "${row.date}" does not fit datePrecision "${row.datePrecision}"`)
    if (!idStartsWith(row, row.date ?? 'undated')) ctx.addIssue(`id "${row.id}" does not start with its date and venue`)
    if ((row.usd === null) !== (row.usdBasis === null))
      ctx.addIssue('usd and usdBasis are given together or not at all')
    if (row.usdBasis === 'par' && (row.usd !== row.amount || !row.asset.startsWith('USD'))) {
      ctx.addIssue(`usdBasis "par" needs a USD stablecoin and usd equal to amount, got ${row.usd} for ${row.amount}`)
    }
    if ((row.fundType === null) !== (row.metric === 'open_interest')) {
      ctx.addIssue(`fundType ${row.fundType} does not fit metric "${row.metric}"`)
    }
  })

export const recordEventSchema = z
  .strictObject({
    id: slugSchema,
    venue: slugSchema,
    venueAsPublished: textSchema,
    start: partialDateSchema,
    startPrecision: z.enum(EVENT_PRECISIONS),
    end: partialDateSchema,
    endPrecision: z.enum(EVENT_PRECISIONS),
    datesApproximate: z.boolean(),
    kind: z.enum(EVENT_KINDS),
    stage: z.enum(EVENT_STAGES),
    stages: z.array(z.enum(EVENT_STAGES)).min(1),
    amount: amountSchema.nullable(),
    asset: assetSchema.nullable(),
    usd: amountSchema.nullable(),
    amountMeaning: z.enum(AMOUNT_MEANINGS).nullable(),
    title: textSchema,
    summary: textSchema,
    confidence: confidenceSchema,
    ...sourceShape,
    otherSources: z.array(urlSchema),
  })
  .superRefine((row, ctx) => {
    if (!idStartsWith(row, row.start.slice(0, 10)))
      ctx.addIssue(`id "${row.id}" does not start with its date and venue`)
    if (precisionOf(row.start) !== row.startPrecision) ctx.addIssue(`start "${row.start}" is not ${row.startPrecision}`)
    if (precisionOf(row.end) !== row.endPrecision) ctx.addIssue(`end "${row.end}" is not ${row.endPrecision}`)
    if (row.end.slice(0, 10) < row.start.slice(0, 10)) ctx.addIssue(`end ${row.end} is before start ${row.start}`)
    if (!row.stages.includes(row.stage)) ctx.addIssue(`stage "${row.stage}" is missing from stages`)
    if (new Set(row.stages).size !== row.stages.length) ctx.addIssue('stages holds the same stage twice')
    const absent = [row.amount, row.asset, row.amountMeaning].filter((part) => part === null).length
    if (absent !== 0 && absent !== 3) ctx.addIssue('amount, asset and amountMeaning are given together or not at all')
    if (row.amount === null && row.usd !== null) ctx.addIssue('usd is given without an amount')
  })

const recordPriceSchema = z
  .strictObject({
    id: slugSchema,
    date: daySchema,
    asset: z.enum(['BTC', 'ETH']),
    usd: amountSchema,
    market: textSchema,
    kind: z.literal('daily close UTC'),
    confidence: confidenceSchema,
    source: slugSchema,
    note: textSchema,
  })
  .superRefine((row, ctx) => {
    if (row.id !== `${row.asset.toLowerCase()}-${row.date}`) ctx.addIssue(`id "${row.id}" is not its asset and date`)
  })

export const bitmexRowSchema = z
  .strictObject({
    id: slugSchema,
    date: daySchema,
    currency: bitmexCurrencySchema,
    walletBalanceMinor: z.string().regex(/^(0|[1-9]\d*)$/, 'expected a whole number of minor units'),
    units: amountSchema,
    confidence: confidenceSchema,
    source: slugSchema,
  })
  .superRefine((row, ctx) => {
    const scale = BITMEX_SCALES[row.currency]
    if (!dec(row.walletBalanceMinor).div(dec(10).pow(scale)).equals(dec(row.units))) {
      ctx.addIssue(`units ${row.units} is not walletBalanceMinor ${row.walletBalanceMinor} at ${scale} decimals`)
    }
    if (row.id !== `${row.date}-bitmex-${row.currency.toLowerCase()}`) {
      ctx.addIssue(`id "${row.id}" is not its date and currency`)
    }
  })

/** A known reason for a step in the BitMEX balances. There is no kind for usage: the rows cannot show it. */
export const bitmexAnnotationSchema = z.strictObject({
  id: slugSchema,
  date: daySchema,
  until: daySchema.optional(),
  currency: bitmexCurrencySchema,
  kind: z.enum(['rebalancing', 'transfer', 'unknown']),
  text: textSchema,
  sourceUrl: urlSchema.optional(),
})

const CHANGE_KINDS = ['cadence_changed', 'field_emptied', 'row_type_gone', 'files_ended', 'venue_closed'] as const

/** A change in what a venue publishes that was documented before, or without, our own captures. */
const recordChangeSchema = z
  .strictObject({
    id: slugSchema,
    venue: slugSchema,
    date: daySchema,
    kind: z.enum(CHANGE_KINDS),
    before: textSchema,
    after: textSchema,
    text: textSchema.refine((text) => !text.endsWith('.'), 'expected a sentence without its full stop'),
    confidence: confidenceSchema,
    ...sourceShape,
    sourceUrl: z.url({ protocol: /^https$/, error: 'expected an https address' }),
    otherSources: z.array(urlSchema),
  })
  .superRefine((row, ctx) => {
    if (!idStartsWith(row, row.date)) ctx.addIssue(`id "${row.id}" does not start with its date and venue`)
  })

/** A venue the record names that had no module when the record was typed in; `status` null is not established. */
const recordVenueSchema = z.strictObject({
  venue: slugSchema,
  name: textSchema,
  kind: z.enum(['cex', 'dex']),
  status: z.enum(['active', 'paused', 'closed']).nullable(),
  statusNote: textSchema.nullable(),
  statusSource: urlSchema.optional(),
  website: urlSchema.nullable(),
  recordOnly: z.boolean(),
})

const repositoryShape = {
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'expected owner/name'),
  path: textSchema,
  commit: z.string().regex(/^[0-9a-f]{40}$/, 'expected a full commit id'),
  url: urlSchema,
}

export const figuresFileSchema = z.array(recordFigureSchema)
export const eventsFileSchema = z.array(recordEventSchema)
export const annotationsFileSchema = z.array(bitmexAnnotationSchema)
export const changesFileSchema = z.array(recordChangeSchema)
export const venuesFileSchema = z.array(recordVenueSchema)

export const pricesFileSchema = z.strictObject({
  sources: z.record(slugSchema, z.strictObject({ ...repositoryShape, column: textSchema })),
  rows: z.array(recordPriceSchema),
})

export const bitmexFileSchema = z.strictObject({
  sources: z.record(
    slugSchema,
    z.strictObject({
      ...repositoryShape,
      publisher: textSchema,
      publishedAt: textSchema,
      archivedOn: daySchema,
      viaCopy: z.boolean(),
    }),
  ),
  rows: z.array(bitmexRowSchema),
})

export type RecordFigure = z.infer<typeof recordFigureSchema>
export type RecordEvent = z.infer<typeof recordEventSchema>
export type RecordChange = z.infer<typeof recordChangeSchema>
export type RecordVenue = z.infer<typeof recordVenueSchema>
export type BitmexCurrency = z.infer<typeof bitmexCurrencySchema>
export type BitmexAnnotation = z.infer<typeof bitmexAnnotationSchema>

/** A daily close, with the file it was read from. */
export type RecordPrice = z.infer<typeof recordPriceSchema> & { sourceUrl: string }

/** One wallet balance of BitMEX's own series, with the archive it was read from. */
export type BitmexRow = z.infer<typeof bitmexRowSchema> & { sourceUrl: string; viaCopy: boolean; publisher: string }

export type Confidence = z.infer<typeof confidenceSchema>
