import { z } from 'zod'
import { type Faults, faultSchema } from '@/lib/simulate/faults'
import { type Reply, respond } from '@/lib/simulate/responder'
import type { ServedLog } from '@/lib/simulate/served'
import { stressWindow } from '@/lib/simulate/world/stress'
import type { World } from '@/lib/simulate/world/world'

export interface ControlRequest {
  readonly method: string
  /** Below `/_control`, decoded, without a slash at its end. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
}

export interface Controlled {
  readonly world: World
  readonly faults: Faults
  readonly served: ServedLog
}

const stressSchema = z.strictObject({ at: z.iso.datetime({ offset: true }).optional() })
const clockSchema = z.strictObject({ offset_ms: z.int().min(-3.2e11).max(3.2e11) })

const badRequest = (error: string) => respond(400, { error })

function describeIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ')
}

function toSnake(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSnake)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      toSnake(item),
    ]),
  )
}

function readVenue({ query }: ControlRequest, world: World): string | null {
  const venue = query.get('venue')
  return venue !== null && world.venues.includes(venue) ? venue : null
}

function unknownVenue({ query }: ControlRequest, world: World): Reply {
  return badRequest(`venue: given "${query.get('venue') ?? ''}", accepted: one of ${world.venues.join(', ')}`)
}

function controlFaults(request: ControlRequest, { faults }: Controlled): Reply {
  const target = request.path.slice('/faults/'.length)
  if (request.method === 'GET') return respond(200, { faults: faults.list() })
  if (request.method === 'DELETE') {
    if (target === '') faults.clear()
    else faults.set(target, null)
    return respond(200, { faults: faults.list() })
  }
  const parsed = faultSchema.safeParse(request.body)
  if (target === '' || !parsed.success) {
    return badRequest(
      parsed.success ? 'target: given none, accepted: *, a venue, a host or host/path' : describeIssues(parsed.error),
    )
  }
  faults.set(target, parsed.data)
  return respond(200, { faults: faults.list() })
}

function controlStress({ body }: ControlRequest, { world }: Controlled): Reply {
  const parsed = stressSchema.safeParse(body ?? {})
  if (!parsed.success) return badRequest(describeIssues(parsed.error))
  const event = world.forceStress(parsed.data.at === undefined ? world.now() : new Date(parsed.data.at))
  const { startAt, activeUntil } = stressWindow(event)
  return respond(200, { start_at: startAt.toISOString(), active_until: activeUntil.toISOString(), gap: event.gap })
}

function controlClock({ body }: ControlRequest, { world }: Controlled): Reply {
  const parsed = clockSchema.safeParse(body)
  if (!parsed.success) return badRequest(describeIssues(parsed.error))
  world.shiftClock(parsed.data.offset_ms)
  return respond(200, { now: world.now().toISOString(), offset_ms: parsed.data.offset_ms })
}

function controlServed(request: ControlRequest, { world, served }: Controlled): Reply {
  const venue = readVenue(request, world)
  if (venue === null) return unknownVenue(request, world)
  const requests = served.requests.filter((entry) => entry.venue === venue)
  return respond(200, { venue, requests: requests.length, ...Object(toSnake(served.latest(venue))) })
}

function controlTruth(request: ControlRequest, { world }: Controlled): Reply {
  const venue = readVenue(request, world)
  if (venue === null) return unknownVenue(request, world)
  const at = request.query.get('at')
  const time = at === null ? world.now() : new Date(at)
  if (Number.isNaN(time.getTime())) return badRequest(`at: given "${at}", accepted: an ISO 8601 time`)
  return respond(200, toSnake(world.truth(venue, time)))
}

const routes: readonly {
  readonly methods: readonly string[]
  readonly path: RegExp
  readonly answer: (request: ControlRequest, controlled: Controlled) => Reply
}[] = [
  { methods: ['GET', 'PUT', 'DELETE'], path: /^\/faults(\/.*)?$/, answer: controlFaults },
  { methods: ['POST'], path: /^\/stress$/, answer: controlStress },
  { methods: ['POST'], path: /^\/clock$/, answer: controlClock },
  { methods: ['GET'], path: /^\/served$/, answer: controlServed },
  { methods: ['GET'], path: /^\/truth$/, answer: controlTruth },
]

/** The switches of the simulator itself, under `/_control`. */
export function answerControl(request: ControlRequest, controlled: Controlled): Reply {
  const route = routes.find(({ path }) => path.test(request.path))
  if (!route) return respond(404, { error: `no control ${request.path}` })
  if (!route.methods.includes(request.method)) {
    return respond(405, { error: `method: given ${request.method}, accepted: ${route.methods.join(', ')}` })
  }
  return route.answer(request, controlled)
}
