import { MINUTE_MS, minuteOf } from '@/lib/simulate/world/calendar'
import { between, keyOf, unit } from '@/lib/simulate/world/random'

export interface StressEvent {
  readonly startMinute: number
  readonly direction: -1 | 1
  /** Move of the whole market at the start, as a share. */
  readonly gap: number
  readonly key: number
}

/** `active` is the stress hour, `after` the hours in which venues still warn. */
export type StressPhase = 'calm' | 'active' | 'after'

export interface StressState {
  readonly phase: StressPhase
  readonly event: StressEvent | null
}

export interface StressOptions {
  readonly seed: number
  /** No events but the forced ones. */
  readonly quiet?: boolean
  readonly forced?: readonly Date[]
}

export interface StressCalendar {
  /** Events that still have an effect at this minute, oldest first. */
  eventsAt(minute: number): readonly StressEvent[]
  stateAt(minute: number): StressState
  force(at: Date): StressEvent
}

const PERIOD = 36 * 60
const ACTIVE = 90
const AFTER = 4 * 60
/** An effect has faded after 30 hours. */
const FADED = 30 * 60
const MAX_FORCED = 100

/** Share of the price gap still there, by minutes since the start: half an hour in full, then a recovery of hours. */
export function gapShape(minutes: number): number {
  if (minutes < 0 || minutes >= FADED) return 0
  const recovered = minutes <= 30 ? 1 : 0.3 + 0.7 * Math.exp(-(minutes - 30) / 240)
  return recovered * (1 - minutes / FADED)
}

/** Share of a fund's draw still missing: most at once, all within 20 minutes, held four hours, refilled within 30 hours. */
export function drawShape(minutes: number): number {
  if (minutes < 0 || minutes >= FADED) return 0
  if (minutes < 20) return 0.6 + (0.4 * minutes) / 20
  return minutes <= AFTER ? 1 : (FADED - minutes) / (FADED - AFTER)
}

/** Share of the closed open interest still closed: within half an hour, rebuilt in a day. */
export function closedShape(minutes: number): number {
  const rebuilt = 24 * 60
  if (minutes < 0 || minutes >= rebuilt) return 0
  return minutes < 30 ? (minutes + 1) / 31 : (rebuilt - minutes) / (rebuilt - 30)
}

function describeEvent(seed: number, startMinute: number): StressEvent {
  const key = keyOf(seed, 'stress', startMinute)
  return { startMinute, direction: unit(key, 0) < 0.8 ? -1 : 1, gap: between(key, 1, 0.06, 0.12), key }
}

/** About one event in 36 hours, at a minute drawn from the seed, and those that were forced. */
export function createStressCalendar({ seed, quiet = false, forced = [] }: StressOptions): StressCalendar {
  const drawn = keyOf(seed, 'stress calendar')
  const extra = forced.map((at) => describeEvent(seed, minuteOf(at)))
  let memo: { minute: number; events: readonly StressEvent[] } | null = null

  const listEvents = (minute: number): readonly StressEvent[] => {
    const events = extra.filter((event) => event.startMinute <= minute && event.startMinute > minute - FADED)
    const period = Math.floor(minute / PERIOD)
    for (const index of quiet ? [] : [period - 1, period]) {
      const startMinute = index * PERIOD + Math.floor(between(drawn, index, 240, PERIOD - 240))
      if (startMinute <= minute && startMinute > minute - FADED) events.push(describeEvent(seed, startMinute))
    }
    return events.sort((a, b) => a.startMinute - b.startMinute)
  }
  const eventsAt = (minute: number) => {
    if (memo?.minute !== minute) memo = { minute, events: listEvents(minute) }
    return memo.events
  }
  return {
    eventsAt,
    stateAt(minute) {
      const event = eventsAt(minute).at(-1) ?? null
      const age = event ? minute - event.startMinute : Number.POSITIVE_INFINITY
      return { phase: age < ACTIVE ? 'active' : age < AFTER ? 'after' : 'calm', event }
    },
    force(at) {
      const event = describeEvent(seed, minuteOf(at))
      extra.push(event)
      if (extra.length > MAX_FORCED) extra.shift()
      memo = null
      return event
    },
  }
}

/** When an event starts, and when its first effects end. */
export function stressWindow(event: StressEvent): { readonly startAt: Date; readonly activeUntil: Date } {
  return {
    startAt: new Date(event.startMinute * MINUTE_MS),
    activeUntil: new Date((event.startMinute + ACTIVE) * MINUTE_MS),
  }
}
