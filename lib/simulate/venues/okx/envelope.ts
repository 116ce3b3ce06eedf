import { type Reply, respond } from '@/lib/simulate/responder'

export function envelope(data: readonly unknown[], code = '0', msg = '') {
  return { code, msg, data }
}

export const missingParameter = (name: string): Reply =>
  respond(400, envelope([], '50014', `Parameter ${name} cannot be empty.`))

export const parameterError = (name: string): Reply => respond(400, envelope([], '51000', `Parameter ${name} error`))

/** OKX says this with HTTP 200. */
export const unknownInstrument = (): Reply =>
  respond(200, envelope([], '51001', "Instrument ID, Instrument ID code, or Spread ID doesn't exist."))
