import { z } from 'zod'
import { getCoin } from '@/app/_data/coins'
import { getCompare } from '@/app/_data/compare'
import { getEpisode } from '@/app/_data/episodes'
import { getEvent } from '@/app/_data/events'
import { getOverview } from '@/app/_data/overview'
import { getPinnedComparison, getPinnedOverview, getPinnedVenue } from '@/app/_data/pinned'
import { getSeriesMark } from '@/app/_data/series'
import { compareProblems } from '@/app/compare/query'
import { env } from '@/lib/env'
import { BadRequestError, NotFoundError } from '@/lib/errors'
import {
  type Citation,
  coinCitation,
  compareCitation,
  downloadCitation,
  eventCitation,
  siteCitation,
  stressCitation,
  venueCitation,
} from '@/lib/export/cite/citation'
import { findSeries, type SeriesName } from '@/lib/export/series'
import { findTable } from '@/lib/export/tables'
import type { Meta } from '@/lib/queries/dto/common'
import { describedTime, noParametersSchema, readAsOf, readParameters } from '@/lib/queries/parameters'
import { readSeriesRequest, tableParametersSchema } from '@/lib/queries/series/request'
import { findProfile, isKnownVenue } from '@/lib/record/profiles'
import { writeQuery } from '@/lib/render/chart-query'
import { episodeTitle } from '@/lib/render/episode-words'
import { parseStressQuery, stressHref, stressKey, stressQueryFields } from '@/lib/render/stress-query'

type Find = (id: string, search: URLSearchParams) => Promise<Citation | null>

const pinnedSchema = z.strictObject({ as_of: describedTime('What was known then; not in the future.', '2026-11-01') })

/** The fields of a scenario, as text: the lab reads and bounds them. */
const stressParameters = z.strictObject(
  Object.fromEntries(stressQueryFields.map((field) => [stressKey(field), z.string().optional()])),
)

const asOfOf = (search: URLSearchParams): Date | null =>
  readAsOf(readParameters(pinnedSchema, search).as_of, new Date())

/** What every citation of a file says beside its subject: it was read on the day it is fetched. */
function factsOf({ generatedAt, dataAsOf, asOf }: Meta, simulated: boolean) {
  const accessed = new Date().toISOString().slice(0, 10)
  return { site: env().publicUrl, generatedAt, dataAsOf, asOf, simulated, accessed }
}

async function findSite(id: string, search: URLSearchParams): Promise<Citation | null> {
  if (id !== 'coverline') return null
  const asOf = asOfOf(search)
  if (asOf === null) {
    const { rows, meta } = await getOverview()
    return siteCitation(
      factsOf(
        meta,
        rows.some(({ latest }) => latest.basis === 'simulated'),
      ),
    )
  }
  const { venues, meta } = await getPinnedOverview(asOf)
  return siteCitation(
    factsOf(
      meta,
      venues.some(({ basis }) => basis === 'simulated'),
    ),
  )
}

async function findVenue(id: string, search: URLSearchParams): Promise<Citation | null> {
  const asOf = asOfOf(search)
  if (asOf === null) {
    const { rows, meta } = await getOverview()
    const row = rows.find(({ venue }) => venue === id)
    return row === undefined ? null : venueCitation(row, factsOf(meta, row.latest.basis === 'simulated'))
  }
  const page = await getPinnedVenue(id, { asOf, range: '24h' })
  return page === null ? null : venueCitation(page.venue, factsOf(page.meta, page.venue.basis === 'simulated'))
}

async function findComparison(id: string, search: URLSearchParams): Promise<Citation | null> {
  const slugs = id.split(',')
  const problems = compareProblems(slugs, (slug) => findProfile(slug) !== null)
  if (problems.length > 0) throw new NotFoundError(problems.join(' '))
  const asOf = asOfOf(search)
  if (asOf === null) {
    const { pages, meta } = await getCompare(slugs, '24h')
    return compareCitation(
      pages,
      factsOf(
        meta,
        pages.some(({ latest }) => latest.basis === 'simulated'),
      ),
    )
  }
  const { venues, meta } = await getPinnedComparison(slugs, asOf, '24h')
  return compareCitation(
    venues,
    factsOf(
      meta,
      venues.some(({ basis }) => basis === 'simulated'),
    ),
  )
}

async function findEvent(id: string, search: URLSearchParams): Promise<Citation | null> {
  readParameters(noParametersSchema, search)
  const documented = await getEvent(id)
  const { simulated } = env()
  if (documented !== null)
    return eventCitation({ id, title: documented.event.title }, factsOf(documented.meta, simulated))
  const detected = await getEpisode(id)
  if (detected === null) return null
  return eventCitation({ id, title: episodeTitle(detected.episode) }, factsOf(detected.meta, simulated))
}

async function findCoin(id: string, search: URLSearchParams): Promise<Citation | null> {
  readParameters(noParametersSchema, search)
  const found = await getCoin(id)
  if (found === null) return null
  return coinCitation(id, factsOf(found.meta, env().simulated))
}

async function findPage(id: string, search: URLSearchParams): Promise<Citation | null> {
  if (id !== 'stress') return null
  readParameters(stressParameters, search)
  const { meta } = await getOverview()
  return stressCitation(stressHref(parseStressQuery(Object.fromEntries(search))), factsOf(meta, env().simulated))
}

async function findDownload(id: string, search: URLSearchParams): Promise<Citation | null> {
  const series = findSeries(id)
  return series === null ? findTableDownload(id, search) : findSeriesDownload(series, search)
}

async function findSeriesDownload(
  { name, title }: { readonly name: SeriesName; readonly title: string },
  search: URLSearchParams,
): Promise<Citation> {
  const now = new Date()
  const { filter } = readSeriesRequest(name, 'csv', search, { now, knows: isKnownVenue })
  const given = [...search].filter(([key, value]) => key !== 'as_of' && key !== 'bom' && value !== '')
  const path = `/api/v1/${name}.csv${given.length === 0 ? '' : `?${writeQuery(given)}`}`
  const { dataAsOf } = filter.asOf === null ? await getSeriesMark(name, filter) : { dataAsOf: null }
  const meta: Meta = {
    generatedAt: now.toISOString(),
    dataAsOf: dataAsOf?.toISOString() ?? null,
    asOf: filter.asOf?.toISOString() ?? null,
  }
  return downloadCitation({ name, title, path, pinnable: true }, factsOf(meta, env().simulated))
}

async function findTableDownload(id: string, search: URLSearchParams): Promise<Citation | null> {
  const table = findTable(id)
  if (table === null) return null
  const { venue } = readParameters(tableParametersSchema('csv'), search)
  const unknown = venue?.find((slug) => !isKnownVenue(slug))
  if (unknown !== undefined)
    throw new BadRequestError([{ path: 'venue', message: `given ${unknown}; accepted: slugs of venues` }])
  const path = `/api/v1/${table.name}.csv${venue === undefined ? '' : `?venue=${venue.join(',')}`}`
  const { meta } = await getOverview()
  const subject = { name: table.name, title: table.title, path, pinnable: false }
  return downloadCitation(subject, factsOf(meta, env().simulated))
}

/** What can be cited, by the word of its address. */
export const subjectKinds: Readonly<Record<string, Find>> = {
  site: findSite,
  venue: findVenue,
  compare: findComparison,
  event: findEvent,
  coin: findCoin,
  page: findPage,
  series: findDownload,
}

/** The citation of what an address names; null when there is none. Throws BadRequestError for parameters it cannot use. */
export function findCitation(kind: string, id: string, search: URLSearchParams): Promise<Citation | null> {
  const find = Object.hasOwn(subjectKinds, kind) ? subjectKinds[kind] : undefined
  return find === undefined ? Promise.resolve(null) : find(id, search)
}
