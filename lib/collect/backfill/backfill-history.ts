import { randomUUID } from 'node:crypto'
import { DatabaseError, type PoolClient } from 'pg'
import { type HistoryRun, saveHistoryRun } from '@/lib/collect/backfill/history-run'
import { type LaneState, readLanes, saveLane } from '@/lib/collect/backfill/lanes'
import { type Answers, askModule, discoverLanes, readPage } from '@/lib/collect/backfill/read-history'
import { preparePast, storePast } from '@/lib/collect/backfill/store-past'
import { afterPage, nextWalk } from '@/lib/collect/backfill/walk'
import { basisOf, refuseMixedBasis } from '@/lib/collect/basis'
import { type Capture, fetchRequest, newTraffic } from '@/lib/collect/fetch-request'
import { parserVersion } from '@/lib/collect/parser-version'
import type { CollectDeps } from '@/lib/collect/read-source'
import { storeCaptures, storeRejected } from '@/lib/collect/store-run'
import { transaction } from '@/lib/db/transaction'
import { UpstreamError } from '@/lib/errors'
import type { History, HistoryContext, VenueModule } from '@/lib/venues/_contract/module'

/** A lane does not have more pages than this; one that seems to goes in a circle. */
const MOST_PAGES = 100_000

export interface Failure {
  readonly kind: string
  readonly message: string
}

/** Where a backfill is, told after every page and at the end of every lane. */
export interface LaneProgress {
  readonly venue: string
  readonly history: string
  readonly lane: string
  /** From 1. */
  readonly number: number
  readonly lanes: number
  readonly pages: number
  /** Added by this backfill. */
  readonly rows: number
  readonly oldestObservedAt: Date | null
  /** Null while it goes on. */
  readonly ended: 'done' | Failure | null
}

export interface BackfillOptions {
  /** Nothing older is wanted; null: everything the venue keeps. */
  readonly from: Date | null
  readonly signal: AbortSignal
  readonly onProgress: (progress: LaneProgress) => void
}

export interface HistoryOutcome {
  readonly history: string
  readonly lanes: number
  readonly lanesDone: number
  readonly rows: number
  /** Why no lane could be named; failures of lanes are told one by one. */
  readonly failure: Failure | null
}

interface Walking {
  readonly deps: CollectDeps
  readonly module: VenueModule
  readonly history: History
  readonly options: BackfillOptions
  readonly run: HistoryRun
  readonly discovered: Answers
  readonly context: HistoryContext
}

/** Reads a history of a venue lane by lane. A lane that fails is left where it is; the others go on. */
export async function backfillHistory(
  deps: CollectDeps,
  module: VenueModule,
  history: History,
  options: BackfillOptions,
): Promise<HistoryOutcome> {
  const now = deps.now()
  const context = { now, from: reachOf(module, history, options.from, now) }
  const run = newRun(deps, module, history)
  let lanes: readonly string[] = []
  let done = 0
  let failure: Failure | null = null
  try {
    const discovered = await discover({ deps, module, history, options, run, context })
    lanes = [...new Set(askModule(() => history.lanes(discovered.received, context)))]
    const states = await readLanes(deps.database.pool, module.id, history.id)
    const walking = { deps, module, history, options, run, discovered, context }
    for (const [index, lane] of lanes.entries()) {
      if (options.signal.aborted) break
      const ended = await walkLane(walking, lane, states.get(lane) ?? null, { number: index + 1, lanes: lanes.length })
      if (ended) done += 1
    }
  } catch (error) {
    failure = failureOf(error)
  }
  await transaction(deps.database.pool, (client) => {
    const unfinished = {
      kind: 'unfinished',
      message: `${lanes.length - done} of ${lanes.length} lanes are not complete`,
    }
    const error = failure ?? (done < lanes.length ? unfinished : null)
    return saveHistoryRun(client, run, { at: deps.now(), error })
  })
  return { history: history.id, lanes: lanes.length, lanesDone: done, rows: run.rowsWritten, failure }
}

/** How far back it makes sense to ask: not beyond what the venue keeps, nor before it existed. */
function reachOf(module: VenueModule, history: History, asked: Date | null, now: Date): Date {
  const kept = history.reachMs === null ? null : new Date(now.getTime() - history.reachMs)
  const began = module.active.from === null ? null : new Date(module.active.from)
  return new Date(Math.max(0, ...[kept, began, asked].map((date) => date?.getTime() ?? 0)))
}

function newRun(deps: CollectDeps, module: VenueModule, history: History): HistoryRun {
  return {
    runId: randomUUID(),
    venue: module.id,
    history: history.id,
    startedAt: deps.now(),
    traffic: newTraffic(),
    basis: deps.simulated ? 'simulated' : 'collected',
    rowsWritten: 0,
    rowsUnchanged: 0,
    rowsRejected: 0,
  }
}

/** A failure of the venue, its parser or its values; anything else is not the lane's doing and ends the backfill. */
function failureOf(error: unknown): Failure {
  if (error instanceof UpstreamError) return { kind: error.kind, message: error.message }
  if (error instanceof DatabaseError && isAboutValues(error))
    return { kind: 'store', message: `the store refuses a value: ${error.message}` }
  throw error
}

/** Data exceptions and broken constraints: the values of a page, not the state of the database. */
function isAboutValues({ code }: DatabaseError): boolean {
  return code?.startsWith('22') === true || code?.startsWith('23') === true
}

async function discover(walking: Omit<Walking, 'discovered'>): Promise<Answers> {
  const { deps, module, history, options, run, context } = walking
  const { traffic } = run
  const asking = { effects: deps.fetchEffects(module), signal: options.signal, traffic }
  const answers = await discoverLanes(history, context, asking).catch(async (error: unknown) => {
    await keep(walking, traffic.refused.splice(0), null, async () => undefined)
    throw error
  })
  const { captures } = answers
  await keep(walking, [...captures, ...traffic.refused.splice(0)], null, async () => undefined)
  return answers
}

/** One transaction: captures, what `work` stores, and the run as it then stands. Nothing mixes simulated and real. */
async function keep(
  { deps, module, history, run }: Pick<Walking, 'deps' | 'module' | 'history' | 'run'>,
  captures: readonly Capture[],
  lane: string | null,
  work: (client: PoolClient) => Promise<void>,
): Promise<void> {
  if (captures.length > 0) run.basis = basisOf(deps, captures)
  await transaction(deps.database.pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`coverline:${module.id}`])
    await refuseMixedBasis(client, run.basis)
    const owner = { runId: run.runId, module, source: history, basis: run.basis }
    await storeCaptures(client, owner, captures, parserVersion(), lane)
    await work(client)
    await saveHistoryRun(client, run)
  })
}

/** Walks a lane until nothing is left to ask. False when it failed or was stopped: then it goes on there next time. */
async function walkLane(
  walking: Walking,
  name: string,
  stored: LaneState | null,
  place: { readonly number: number; readonly lanes: number },
): Promise<boolean> {
  const { module, history, options, context } = walking
  const aim = { venue: module.id, history: history.id, lane: name, ...context }
  let state = stored
  let fresh = false
  let [pages, rows] = [0, 0]
  const tell = (ended: LaneProgress['ended']) => {
    const oldestObservedAt = state?.oldestObservedAt ?? null
    const where = { venue: module.id, history: history.id, lane: name, ...place }
    options.onProgress({ ...where, pages, rows, oldestObservedAt, ended })
  }
  for (let walk = nextWalk(state, aim, fresh); walk !== null; walk = nextWalk(state, aim, fresh)) {
    fresh = walk.fresh
    let lane = walk.lane
    const asked = new Set<string | null>()
    while (lane.state === 'running') {
      if (options.signal.aborted) return false
      try {
        if (asked.has(lane.cursor) || asked.size >= MOST_PAGES)
          throw new UpstreamError('vendor', 'paging does not end: the same page is asked for again')
        asked.add(lane.cursor)
        const before = lane.rows
        lane = await readAndStore(walking, lane)
        pages += 1
        rows += lane.rows - before
        state = lane
        if (lane.state === 'running') tell(null)
      } catch (error) {
        if (options.signal.aborted) return false
        const failure = failureOf(error)
        await keepFailure(walking, lane, failure)
        tell(failure)
        return false
      }
    }
  }
  tell('done')
  return true
}

async function readAndStore(walking: Walking, lane: LaneState): Promise<LaneState> {
  const { deps, module, history, options, run, discovered, context } = walking
  const asking = { effects: deps.fetchEffects(module), signal: options.signal, traffic: run.traffic }
  const within = { now: context.now, from: lane.walkFrom }
  const request = askModule(() => history.page(lane.lane, lane.cursor, within))
  const answer = await fetchRequest(history, request, asking)
  const { page, nextCursor } = readOrRefuse(walking, lane, answer)
  const captures = [...discovered.captures, answer.capture]
  const basis = basisOf(deps, [answer.capture])
  const past = { module, source: history, basis, captures, observations: page.observations }
  await preparePast(deps.database.pool, past)
  let after = lane
  await keep(walking, [...run.traffic.refused.splice(0), answer.capture], lane.lane, async (client) => {
    const stored = await storePast(client, past, lane.fundIds)
    const at = deps.now()
    after = afterPage(lane, { ...stored, observations: page.observations, basis, nextCursor, at })
    run.rowsWritten += stored.rows
    run.rowsUnchanged += page.observations.length - stored.rows
    run.rowsRejected += page.rejected.length
    await storeRejected(client, { runId: run.runId, module, source: history, rejected: page.rejected, at }, captures)
    await saveLane(client, after, at)
  })
  return after
}

/** Bytes that cannot be read are kept with the failure, so that they can be read again by a mended parser. */
function readOrRefuse({ history, run, discovered, context }: Walking, lane: LaneState, answer: AnswerOf) {
  const within = { now: context.now, from: lane.walkFrom }
  try {
    return {
      page: readPage(history, lane.lane, discovered.received, answer.received),
      nextCursor: askModule(() => history.nextCursor(lane.lane, answer.received, lane.cursor, within)),
    }
  } catch (error) {
    if (error instanceof UpstreamError) run.traffic.refused.push({ ...answer.capture, error })
    throw error
  }
}

type AnswerOf = Awaited<ReturnType<typeof fetchRequest>>

async function keepFailure(walking: Walking, lane: LaneState, error: Failure): Promise<void> {
  const at = walking.deps.now()
  await keep(walking, walking.run.traffic.refused.splice(0), lane.lane, (client) =>
    saveLane(client, { ...lane, state: 'failed', error, basis: walking.run.basis }, at),
  )
}
