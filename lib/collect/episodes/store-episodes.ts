import type { ClientBase } from 'pg'
import { groupBy } from '@/lib/core/collections'
import { insertRows } from '@/lib/db/bulk'

/** An episode as it is stored, without what a revision adds. */
export interface EpisodeContent {
  readonly venue: string
  readonly fund: string
  readonly asset: string | null
  readonly level_basis: 'units' | 'flow_index'
  readonly severity: string
  readonly minor: string
  readonly material: string
  readonly severe: string
  readonly cause: 'net_outflow' | 'bankruptcy_loss'
  readonly started_at: Date
  readonly crossed_at: Date
  readonly trough_at: Date
  readonly until_at: Date
  readonly recovered_at: Date | null
  /** Contracts moved between pools before the fund had recovered: what follows cannot be compared. */
  readonly broken_at: Date | null
  readonly before_units: string | null
  readonly trough_units: string | null
  readonly before_usd: string | null
  readonly trough_usd: string | null
  readonly fall: number
  readonly fall_24h: number | null
  readonly fall_8h: number | null
  readonly samples: number
  readonly expected_samples: number
  readonly longest_gap_s: number
  readonly before_sha256: string | null
  readonly trough_sha256: string | null
  readonly basis: string
}

type State = 'standing' | 'retracted'

export interface StoredEpisode extends EpisodeContent {
  readonly episode: string
  readonly revision: number
  readonly state: State
}

const COLUMNS = `episode, revision, venue, fund, asset, level_basis, state, severity, minor, material, severe, cause,
  started_at, crossed_at, trough_at, until_at, recovered_at, broken_at, trim_scale(before_units)::text AS before_units,
  trim_scale(trough_units)::text AS trough_units, trim_scale(before_usd)::text AS before_usd,
  trim_scale(trough_usd)::text AS trough_usd, fall, fall_24h, fall_8h, samples, expected_samples, longest_gap_s,
  before_sha256, trough_sha256, basis`

/** Every episode of a venue in its latest revision, retracted ones included. */
export async function readStored(client: ClientBase, venue: string): Promise<readonly StoredEpisode[]> {
  const { rows } = await client.query<StoredEpisode>(
    `SELECT DISTINCT ON (episode) ${COLUMNS} FROM episode WHERE venue = $1 ORDER BY episode, revision DESC`,
    [venue],
  )
  return rows
}

/**
 * Brings the stored episodes of a span in line with those found in it. One that meets a stored one of the same fund
 * keeps its id and becomes a revision when it differs; a stored one that meets none is retracted. Returns rows written.
 */
export async function storeEpisodes(
  client: ClientBase,
  stored: readonly StoredEpisode[],
  found: readonly EpisodeContent[],
  { now, isLookedThrough }: { readonly now: Date; readonly isLookedThrough: (episode: StoredEpisode) => boolean },
): Promise<number> {
  const rows: StoredEpisode[] = []
  const taken = new Set<string>()
  const revisions = new Map(stored.map((one) => [one.episode, one]))
  const standing = groupBy(
    stored.filter(({ state }) => state === 'standing'),
    ({ fund }) => fund,
  )
  const write = (episode: string, state: State, content: EpisodeContent) => {
    const known = revisions.get(episode)
    taken.add(episode)
    if (known && known.state === state && isSame(known, content, now)) return
    rows.push({ ...content, episode, state, revision: known ? known.revision + 1 : 0 })
  }
  for (const content of [...found].sort((a, b) => a.started_at.getTime() - b.started_at.getTime())) {
    const met = (standing.get(content.fund) ?? []).find((one) => !taken.has(one.episode) && meets(one, content))
    write(met?.episode ?? freeId(content, revisions, taken), 'standing', content)
  }
  for (const one of stored) {
    if (one.state !== 'standing' || taken.has(one.episode) || !isLookedThrough(one)) continue
    write(one.episode, 'retracted', one)
  }
  await insertRows(client, 'episode', rows.map(toRow), '')
  return rows.length
}

function toRow({ episode, revision, state, ...content }: StoredEpisode) {
  return { episode, revision, state, ...contentOf(content) }
}

/** `YYYY-MM-DD-venue-fund`: the day on which the fall was first large enough. */
function episodeId({ crossed_at, venue, fund }: Pick<EpisodeContent, 'crossed_at' | 'venue' | 'fund'>): string {
  return `${crossed_at.toISOString().slice(0, 10)}-${venue}-${fund}`
}

/** Only an episode whose days were corrected can find its id taken by another that stands. */
function freeId(
  content: EpisodeContent,
  known: ReadonlyMap<string, StoredEpisode>,
  taken: ReadonlySet<string>,
): string {
  const id = episodeId(content)
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? id : `${id}-${number}`
    if (!taken.has(tried) && known.get(tried)?.state !== 'standing') return tried
  }
}

function meets(one: EpisodeContent, other: EpisodeContent): boolean {
  return one.started_at <= other.until_at && other.started_at <= one.until_at
}

const CONTENT: readonly (keyof EpisodeContent)[] = [
  'venue',
  'fund',
  'asset',
  'level_basis',
  'severity',
  'minor',
  'material',
  'severe',
  'cause',
  'started_at',
  'crossed_at',
  'trough_at',
  'until_at',
  'recovered_at',
  'broken_at',
  'before_units',
  'trough_units',
  'before_usd',
  'trough_usd',
  'fall',
  'fall_24h',
  'fall_8h',
  'samples',
  'expected_samples',
  'longest_gap_s',
  'before_sha256',
  'trough_sha256',
  'basis',
]

const GROWING: readonly (keyof EpisodeContent)[] = ['until_at', 'samples', 'expected_samples', 'longest_gap_s']
/** A window of 24 hours with its slack: a later sample may still belong to the episode. */
const GOES_ON_MS = 25 * 3_600_000

function contentOf(content: EpisodeContent): Readonly<Record<string, string | number | Date | null>> {
  return Object.fromEntries(CONTENT.map((name) => [name, content[name]]))
}

/** While an episode goes on, its end and its samples grow with every pass: that alone is told once it is over. */
function isSame(known: EpisodeContent, content: EpisodeContent, now: Date): boolean {
  const goesOn = now.getTime() - content.until_at.getTime() < GOES_ON_MS
  const names = CONTENT.filter((name) => !(goesOn && GROWING.includes(name)))
  const text = (one: EpisodeContent) => JSON.stringify(names.map((name) => one[name]))
  return text(known) === text(content)
}
