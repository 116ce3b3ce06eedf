import { dec, plain } from '@/lib/core/decimal'
import { annotationsOn, type BitmexBalance, bitmexBalances, closeOn } from '@/lib/record/bitmex'
import { readRecord } from '@/lib/record/read'
import type { RecordEvent, RecordFigure } from '@/lib/record/schema'

/** One row of the `figures` series, in its column order, then what the pages show beside it. */
export interface FigureRow {
  readonly venue: string
  readonly date: string | null
  readonly datePrecision: RecordFigure['datePrecision']
  readonly metric: RecordFigure['metric']
  readonly fundType: RecordFigure['fundType']
  readonly amount: string
  readonly asset: string
  readonly usd: string | null
  readonly confidence: RecordFigure['confidence']
  readonly note: string
  readonly sourceUrl: string
  readonly id: string
  /** `source`: as published; `par`: stablecoin at one dollar; `close`: the daily close of the record. */
  readonly usdBasis: 'source' | 'par' | 'close' | null
  readonly venueAsPublished: string
  readonly viaCopy: boolean
  readonly publisher: string | null
  readonly basis: 'published'
}

/** One row of the `events` series, in its column order, then what the pages show beside it. */
export interface EventRow {
  readonly event: string
  readonly venue: string
  readonly start: string
  readonly end: string
  readonly kind: RecordEvent['kind']
  readonly stages: RecordEvent['stages']
  readonly amount: string | null
  readonly asset: string | null
  readonly usd: string | null
  readonly amountMeaning: RecordEvent['amountMeaning']
  readonly title: string
  readonly summary: string
  readonly confidence: RecordEvent['confidence']
  readonly sourceUrl: string
  readonly stage: RecordEvent['stage']
  readonly startPrecision: RecordEvent['startPrecision']
  readonly endPrecision: RecordEvent['endPrecision']
  readonly datesApproximate: boolean
  readonly otherSources: readonly string[]
  readonly venueAsPublished: string
  readonly viaCopy: boolean
  readonly publisher: string | null
  readonly basis: 'published'
}

/**
 * Every published figure and every BitMEX balance as one series (decision: one row per figure of either file).
 * Total order: date as text, undated last; then venue, metric, id, by code unit. The note says how USD was found.
 */
export function figureRows(): readonly FigureRow[] {
  const rows = [...readRecord().figures.map(fromFigure), ...bitmexBalances().map(fromBalance)]
  return rows.sort(
    (a, b) =>
      compareText(a.date ?? '~', b.date ?? '~') ||
      compareText(a.venue, b.venue) ||
      compareText(a.metric, b.metric) ||
      compareText(a.id, b.id),
  )
}

/** Every documented event. Total order: start as text (a year before its months), then event id, by code unit. */
export function eventRows(): readonly EventRow[] {
  const rows = readRecord().events.map(fromEvent)
  return rows.sort((a, b) => compareText(a.start, b.start) || compareText(a.event, b.event))
}

function fromEvent(event: RecordEvent): EventRow {
  return {
    event: event.id,
    venue: event.venue,
    start: event.start,
    end: event.end,
    kind: event.kind,
    stages: event.stages,
    amount: event.amount,
    asset: event.asset,
    usd: event.usd,
    amountMeaning: event.amountMeaning,
    title: event.title,
    summary: event.summary,
    confidence: event.confidence,
    sourceUrl: event.sourceUrl,
    stage: event.stage,
    startPrecision: event.startPrecision,
    endPrecision: event.endPrecision,
    datesApproximate: event.datesApproximate,
    otherSources: event.otherSources,
    venueAsPublished: event.venueAsPublished,
    viaCopy: event.viaCopy,
    publisher: event.publisher ?? null,
    basis: 'published',
  }
}

function fromFigure(figure: RecordFigure): FigureRow {
  const usd = usdOf(figure)
  return {
    venue: figure.venue,
    date: figure.date,
    datePrecision: figure.datePrecision,
    metric: figure.metric,
    fundType: figure.fundType,
    amount: plain(dec(figure.amount)),
    asset: figure.asset,
    usd: usd.usd,
    confidence: figure.confidence,
    note: joinSentences(figure.note, usd.sentence),
    sourceUrl: figure.sourceUrl,
    id: figure.id,
    usdBasis: usd.usdBasis,
    venueAsPublished: figure.venueAsPublished,
    viaCopy: figure.viaCopy,
    publisher: figure.publisher ?? null,
    basis: 'published',
  }
}

function usdOf(figure: RecordFigure): Pick<FigureRow, 'usd' | 'usdBasis'> & { sentence: string } {
  if (figure.usd !== null) {
    const usd = plain(dec(figure.usd))
    if (figure.usdBasis === 'par')
      return { usd, usdBasis: 'par', sentence: figure.note.includes('at par') ? '' : parSentence(figure.asset) }
    return { usd, usdBasis: 'source', sentence: figure.asset === 'USD' ? '' : 'USD as published by the source.' }
  }
  const day = figure.datePrecision === 'day' ? figure.date : null
  const price = day === null ? undefined : closeOn(figure.asset, day)
  if (price === undefined) {
    const when = day === null ? 'the day is not known' : `no ${figure.asset} price on ${day} in the record`
    return { usd: null, usdBasis: null, sentence: `No USD: ${when}.` }
  }
  const usd = plain(dec(figure.amount).times(dec(price.usd)))
  return { usd, usdBasis: 'close', sentence: closeSentence(figure.asset, price.usd, price.market) }
}

function fromBalance(balance: BitmexBalance): FigureRow {
  const steps = annotationsOn(balance.currency, balance.date).map((note) => note.text)
  const wallet = `${balance.currency} wallet at 12:00 UTC, from the public insurance series.`
  return {
    venue: balance.venue,
    date: balance.date,
    datePrecision: 'day',
    metric: 'insurance_fund_balance',
    fundType: 'insurance',
    amount: balance.units,
    asset: balance.asset,
    usd: balance.valueUsd,
    confidence: balance.confidence,
    note: joinSentences(wallet, ...steps, balanceSentence(balance)),
    sourceUrl: balance.sourceUrl,
    id: balance.id,
    usdBasis: balance.priceSource,
    venueAsPublished: balance.publisher,
    viaCopy: balance.viaCopy,
    publisher: balance.publisher,
    basis: 'published',
  }
}

function balanceSentence(balance: BitmexBalance): string {
  if (balance.reason !== null) return `No USD: ${balance.reason}.`
  const price = closeOn(balance.asset, balance.date)
  return price === undefined ? parSentence(balance.asset) : closeSentence(balance.asset, price.usd, price.market)
}

function parSentence(asset: string): string {
  return `USD: ${asset} at par.`
}

function closeSentence(asset: string, usd: string, market: string): string {
  return `USD at the ${asset} daily close of ${usd} (${market}, UTC).`
}

function joinSentences(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
