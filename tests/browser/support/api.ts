import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { parseCsv } from '@/tests/browser/support/csv'

const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .nullable()

const latestSchema = z.object({
  fund_usd: decimal,
  oi_usd: decimal,
  coverage: z.number().nullable(),
  state: z.string(),
  basis: z.string().nullable(),
  reason: z.string().nullable(),
  checked_at: z.string().nullable(),
})

const venueSchema = z.object({ venue: z.string(), name: z.string(), latest: latestSchema })

const detailSchema = venueSchema.extend({
  funds: z.array(
    z.object({
      fund: z.string(),
      label: z.string(),
      fund_type: z.string(),
      part_of: z.string().nullable(),
      oi_usd: decimal,
      coverage: z.number().nullable(),
      value_usd: decimal,
      balances: z.array(z.object({ asset: z.string(), units: decimal, raw_sha256: z.string().nullable() })),
    }),
  ),
  waterfall: z.array(z.object({ step: z.number(), name: z.string(), text: z.string() })),
})

export type ApiVenue = z.infer<typeof venueSchema>
export type ApiVenueDetail = z.infer<typeof detailSchema>

export async function readText(url: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(30_000) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text.slice(0, 500)}`)
  return text
}

async function readJson<Shape>(url: string, schema: z.ZodType<Shape>): Promise<Shape> {
  return schema.parse(JSON.parse(await readText(url)))
}

const venuesSchema = z.object({ data: z.array(venueSchema), meta: z.object({ generated_at: z.iso.datetime() }) })

export async function readVenues(site: string): Promise<readonly ApiVenue[]> {
  return (await readJson(`${site}/api/v1/venues`, venuesSchema)).data
}

/** The venues in an answer made from now on: one given before may be kept for some seconds. */
export async function readVenuesAnew(site: string): Promise<readonly ApiVenue[]> {
  const asked = Date.now()
  for (;;) {
    const { data, meta } = await readJson(`${site}/api/v1/venues`, venuesSchema)
    if (Date.parse(meta.generated_at) >= asked) return data
    if (Date.now() - asked > 30_000) throw new Error(`${site} still gives its answer of ${meta.generated_at}`)
    await sleep(250)
  }
}

export async function readVenue(site: string, venue: string): Promise<ApiVenueDetail> {
  return (await readJson(`${site}/api/v1/venues/${venue}`, z.object({ data: detailSchema }))).data
}

/** The rows of a series as objects by column name; an empty cell is an empty string. */
export async function readSeries(site: string, query: string): Promise<readonly Readonly<Record<string, string>>[]> {
  return parseCsv(await readText(`${site}/api/v1/${query}`))
}

export async function readEventIds(site: string): Promise<readonly string[]> {
  const schema = z.object({ data: z.array(z.object({ event: z.string() })) })
  return (await readJson(`${site}/api/v1/events.json`, schema)).data.map(({ event }) => event)
}

/** The hash of the archived answer behind the first balance of a venue. */
export async function readEvidenceHash(site: string, venue: string): Promise<string> {
  const { funds } = await readVenue(site, venue)
  const hash = funds.flatMap(({ balances }) => balances.flatMap(({ raw_sha256 }) => raw_sha256 ?? []))[0]
  if (hash === undefined) throw new Error(`no balance of ${venue} names its evidence`)
  return hash
}
