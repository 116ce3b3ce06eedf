import * as series from '@/app/api/v1/[series]/route'
import * as status from '@/app/api/v1/status.json/route'
import * as stress from '@/app/api/v1/stress/route'
import * as attribution from '@/app/api/v1/venues/[venue]/attribution/route'
import * as plausibility from '@/app/api/v1/venues/[venue]/plausibility/route'
import * as venue from '@/app/api/v1/venues/[venue]/route'
import * as venues from '@/app/api/v1/venues/route'
import * as raw from '@/app/evidence/[sha256]/raw/route'
import * as feedJson from '@/app/feed.json/route'
import * as feedXml from '@/app/feed.xml/route'
import * as healthz from '@/app/healthz/route'
import * as metrics from '@/app/metrics/route'
import * as openapi from '@/app/openapi.json/route'
import * as readyz from '@/app/readyz/route'
import * as venueFeedJson from '@/app/venues/[venue]/feed.json/route'
import * as venueFeedXml from '@/app/venues/[venue]/feed.xml/route'
import type { Send } from '@/tests/support/openapi/walk'
import { ask } from '@/tests/support/site'

type Handler = (request: Request, context: { readonly params: Promise<never> }) => Response | Promise<Response>
type Route = Readonly<Record<string, unknown>>

/** Addresses as Next finds them: the more particular first. */
const ROUTES: readonly (readonly [RegExp, Route])[] = [
  [/^\/api\/v1\/venues$/, venues],
  [/^\/api\/v1\/venues\/(?<venue>[^/]+)$/, venue],
  [/^\/api\/v1\/venues\/(?<venue>[^/]+)\/attribution$/, attribution],
  [/^\/api\/v1\/venues\/(?<venue>[^/]+)\/plausibility$/, plausibility],
  [/^\/api\/v1\/status\.json$/, status],
  [/^\/api\/v1\/stress$/, stress],
  [/^\/api\/v1\/(?<series>[^/]+)$/, series],
  [/^\/evidence\/(?<sha256>[^/]+)\/raw$/, raw],
  [/^\/feed\.xml$/, feedXml],
  [/^\/feed\.json$/, feedJson],
  [/^\/venues\/(?<venue>[^/]+)\/feed\.xml$/, venueFeedXml],
  [/^\/venues\/(?<venue>[^/]+)\/feed\.json$/, venueFeedJson],
  [/^\/openapi\.json$/, openapi],
  [/^\/healthz$/, healthz],
  [/^\/readyz$/, readyz],
  [/^\/metrics$/, metrics],
]

/** Sends a request to the route handlers of this process. HEAD runs GET where a route has no HEAD of its own, as in Next. */
export const sendToRoutes: Send = async (address, init) => {
  const request = ask(address, init)
  const { pathname } = new URL(request.url)
  const [match, route] = ROUTES.map(([pattern, module]) => [pattern.exec(pathname), module] as const).find(
    ([found]) => found !== null,
  ) ?? [null, null]
  if (match === null || route === null) throw new Error(`no route for ${pathname}`)
  const handler = route[request.method] ?? (request.method === 'HEAD' ? route.GET : undefined)
  if (typeof handler !== 'function') throw new Error(`${pathname} has no ${request.method}`)
  const answered = await (handler as Handler)(request, { params: Promise.resolve({ ...match.groups } as never) })
  return request.method === 'HEAD' ? new Response(null, answered) : answered
}
