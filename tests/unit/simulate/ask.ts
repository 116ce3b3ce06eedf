import { z } from 'zod'
import { type Simulator, type SimulatorOptions, startSimulator } from '@/lib/simulate/server'

/** A calm minute of the quiet world every test starts from. */
export const CALM = new Date('2026-11-23T10:00:30.000Z')

export interface Asking {
  readonly simulator: Simulator
  /** Moves the clock the simulator was started with. */
  setClock(at: Date): void
  fetch(address: string, body?: unknown): Promise<Response>
  /** The JSON of an answer, whatever its status. */
  json(address: string, body?: unknown): Promise<unknown>
  read<T>(schema: z.ZodType<T>, address: string, body?: unknown): Promise<T>
}

/** A simulator on a free port, without stress unless asked for, with a clock that stands still. */
export async function startAsking(options: Partial<SimulatorOptions> = {}): Promise<Asking> {
  let now = CALM
  const simulator = await startSimulator({ port: 0, seed: 7, quiet: true, clock: () => now, ...options })
  const send = (address: string, body?: unknown) =>
    fetch(
      `${simulator.url}/${address}`,
      body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
    )
  const json = async (address: string, body?: unknown): Promise<unknown> => (await send(address, body)).json()
  return {
    simulator,
    setClock(at) {
      now = at
    },
    fetch: send,
    json,
    read: async (schema, address, body) => schema.parse(await json(address, body)),
  }
}

/** Decimal text, as venues print numbers. */
export const digits = z.string().regex(/^-?\d+(\.\d+)?$/)
/** An epoch in milliseconds as text. */
export const msText = z.string().regex(/^\d{13}$/)
export const bybitList = <T extends z.ZodType>(row: T) =>
  z.object({
    retCode: z.literal(0),
    retMsg: z.string(),
    result: z.object({ list: z.array(row), nextPageCursor: z.string().optional() }),
    time: z.number(),
  })
export const okxData = <T extends z.ZodType>(row: T) =>
  z.object({ code: z.literal('0'), msg: z.string(), data: z.array(row) })
