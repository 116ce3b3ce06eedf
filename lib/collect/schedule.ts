import { makeWorkerUtils, parseCronItems, run, type TaskList, Logger as WorkerLogger } from 'graphile-worker'
import type { Pool } from 'pg'
import { z } from 'zod'
import { type CollectOutcome, collectSource } from '@/lib/collect/collect-source'
import { listScanned, scanVenue } from '@/lib/collect/episodes/scan-venue'
import { createLeases } from '@/lib/collect/leases'
import { type PlannedSource, planSources } from '@/lib/collect/plan'
import type { CollectDeps } from '@/lib/collect/read-source'
import { expireRawBytes } from '@/lib/collect/retention'
import type { Logger } from '@/lib/log'
import type { VenueModule } from '@/lib/venues/_contract/module'

const MINUTE_MS = 60_000
const COLLECT_TASK = 'collect_source'
const RETENTION_TASK = 'expire_raw_bytes'
const EPISODES_TASK = 'find_episodes'

/**
 * A reading mostly waits for its venue. With this many at once, a dozen venues whose every request hangs until its
 * deadline leave room for the others.
 */
const READINGS_AT_ONCE = 40

/** What had to wait for markets is asked again this soon, not a cadence later. */
const ASK_AGAIN_MS = MINUTE_MS

const payloadSchema = z.object({ venue: z.string(), source: z.string() })

export interface ScheduleOptions {
  readonly deps: CollectDeps
  readonly pool: Pool
  readonly modules: readonly VenueModule[]
  readonly rawRetentionDays: number
  readonly log: Logger
}

export interface Schedule {
  /** Waits for readings under way, then stops. */
  stop(): Promise<void>
}

/**
 * Runs every source at its cadence, in as many processes as are started on one database. A run holds the lease of its
 * source, so one process runs it at a time and none after the death of another has to wait for it; a waiting run
 * replaces an older one, so missed runs do not pile up. All sources run once at the start.
 */
export async function startSchedule(options: ScheduleOptions): Promise<Schedule> {
  const { deps, modules, log } = options
  const planned = planSources(modules)
  const stopping = new AbortController()
  const leases = createLeases(options.pool)
  const tasks: TaskList = {
    [COLLECT_TASK]: async (payload, helpers) => {
      const asked = payloadSchema.parse(payload)
      const found = planned.find((item) => item.module.id === asked.venue && item.source.id === asked.source)
      if (!found) return
      const outcome = await leases.tryHold(nameOf(found), (lost) =>
        runLogged(deps, found, AbortSignal.any([stopping.signal, lost]), log),
      )
      if (outcome?.outcome === 'skipped') {
        const runAt = new Date(Date.now() + ASK_AGAIN_MS)
        await helpers.addJob(COLLECT_TASK, asked, { ...jobOptions(found), runAt })
      }
    },
    [RETENTION_TASK]: async () => {
      const expired = await expireRawBytes(options.pool, options.rawRetentionDays, deps.now())
      if (expired > 0) log.info('raw bytes expired', { bodies: expired })
      await dropDeadJobs(options.pool)
    },
    [EPISODES_TASK]: () => findEpisodes(options, stopping.signal),
  }
  const runner = await run({
    pgPool: options.pool,
    taskList: tasks,
    concurrency: READINGS_AT_ONCE,
    noHandleSignals: true,
    pollInterval: 2_000,
    parsedCronItems: parseCronItems([
      ...planned.map(({ module, source }) => ({
        task: COLLECT_TASK,
        match: matchCadence(module.id, source.id, source.cadenceMs),
        identifier: nameOf({ module, source }),
        payload: { venue: module.id, source: source.id },
        options: { ...jobOptions({ module, source }), backfillPeriod: 0 },
      })),
      {
        task: RETENTION_TASK,
        match: '17 3 * * *',
        identifier: RETENTION_TASK,
        options: { maxAttempts: 1, backfillPeriod: 0 },
      },
      {
        task: EPISODES_TASK,
        match: '*/10 * * * *',
        identifier: EPISODES_TASK,
        options: { jobKey: EPISODES_TASK, jobKeyMode: 'replace', maxAttempts: 1, backfillPeriod: 0 },
      },
    ]),
    logger: new WorkerLogger(() => (level, message) => {
      if (level === 'error') log.error('worker', { message })
      else if (level === 'warning') log.warn('worker', { message })
    }),
  })
  for (const item of planned) {
    await runner.addJob(COLLECT_TASK, { venue: item.module.id, source: item.source.id }, jobOptions(item))
  }
  await runner.addJob(EPISODES_TASK, {}, { jobKey: EPISODES_TASK, jobKeyMode: 'replace', maxAttempts: 1 })
  return {
    async stop() {
      stopping.abort()
      await runner.stop()
      leases.close()
    },
  }
}

/** Looks through what was stored since the last time, venue by venue; one that fails does not keep the others waiting. */
async function findEpisodes({ pool, deps, log }: ScheduleOptions, signal: AbortSignal): Promise<void> {
  for (const venue of await listScanned(pool)) {
    if (signal.aborted) return
    try {
      const written = await scanVenue(pool, venue, deps.now())
      if (written > 0) log.info('episodes revised', { venue, rows: written })
    } catch (error) {
      log.error('the balances could not be looked through for episodes', { venue, error })
    }
  }
}

const nameOf = ({ module, source }: PlannedSource) => `${module.id}/${source.id}`

function jobOptions(item: PlannedSource) {
  return { jobKey: nameOf(item), jobKeyMode: 'replace' as const, maxAttempts: 1 }
}

/** The jobs a killed process had taken are never run again: their successors replaced them. */
async function dropDeadJobs(pool: Pool): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool })
  try {
    await utils.cleanup({ tasks: ['DELETE_PERMAFAILED_JOBS'] })
  } finally {
    await utils.release()
  }
}

/** True in the minutes at which a source is due; sources of the same cadence are spread over their minutes. */
export function matchCadence(
  venue: string,
  source: string,
  cadenceMs: number,
): (digest: { min: number; hour: number }) => boolean {
  const everyMinutes = Math.min(24 * 60, Math.max(1, Math.round(cadenceMs / MINUTE_MS)))
  const offset =
    [...`${venue}/${source}`].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1440, 7) %
    everyMinutes
  return ({ min, hour }) => (hour * 60 + min) % everyMinutes === offset
}

async function runLogged(
  deps: CollectDeps,
  { module, source }: PlannedSource,
  signal: AbortSignal,
  log: Logger,
): Promise<CollectOutcome | null> {
  const fields = { venue: module.id, source: source.id }
  try {
    const outcome = await collectSource(deps, module, source, signal)
    const figures = {
      ...fields,
      rows: outcome.rowsWritten,
      rejected: outcome.rejected.length,
      requests: outcome.requests,
    }
    if (outcome.error)
      log.warn('source failed', { ...figures, kind: outcome.error.kind, reason: outcome.error.message })
    else if (outcome.outcome === 'skipped') log.info('source waits for markets', fields)
    else log.info('source collected', figures)
    return outcome
  } catch (error) {
    // The database or a defect: the next run of the cadence tries again; the worker must live on.
    log.error('a reading could not be stored', { ...fields, error })
    return null
  }
}
