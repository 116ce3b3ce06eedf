import { type Reply, respond } from '@/lib/simulate/responder'
import type { VenueView } from '@/lib/simulate/view'

export function envelope(view: VenueView, result: unknown, retCode = 0, retMsg = 'OK') {
  return { retCode, retMsg, result, retExtInfo: {}, time: view.now.getTime() }
}

/** Bybit refuses parameters with HTTP 200. */
export function paramsError(view: VenueView, detail: string): Reply {
  return respond(200, envelope(view, {}, 10001, `params error: ${detail}`))
}

export function readCategory(query: URLSearchParams): 'linear' | 'inverse' | null {
  const category = query.get('category')
  return category === 'linear' || category === 'inverse' ? category : null
}
