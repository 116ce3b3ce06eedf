import { cachedRead } from '@/app/_data/read'
import { listEvents, readEvent } from '@/lib/queries/events'

/** Every documented event, newest first. */
export const getEvents = cachedRead((db, now) => listEvents(db, {}, { now }))

/** One event with what funds held around it; null for an unknown id. */
export const getEvent = cachedRead((db, now, id: string) => readEvent(db, id, { now }))
