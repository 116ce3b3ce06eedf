import { type CollectOutcome, collectSource } from '@/lib/collect/collect-source'
import { createHttp } from '@/lib/collect/http'
import { type PlannedSource, planSources } from '@/lib/collect/plan'
import type { CollectDeps } from '@/lib/collect/read-source'
import { matchCadence } from '@/lib/collect/schedule'
import { groupBy } from '@/lib/core/collections'
import { dec, plain } from '@/lib/core/decimal'
import type { Database } from '@/lib/db/client'
import { silentLogger } from '@/lib/log'
import { readOverview } from '@/lib/queries/overview'
import { type Fault, type FaultKind, faultKinds } from '@/lib/simulate/faults'
import type { ServedRequest } from '@/lib/simulate/served'
import type { Simulator } from '@/lib/simulate/server'
import type { VenueModule } from '@/lib/venues/_contract/module'

const MINUTE_MS = 60_000
/** Faults after which nothing can have been read. */
const FATAL: readonly FaultKind[] = [
  'latency',
  'slow_body',
  'cut_off',
  'refuse',
  'oversized',
  'html',
  'rate_limited',
  'server_error',
  'region',
  'envelope_error',
]

export interface SoakOptions {
  readonly database: Database
  readonly simulator: Simulator
  readonly modules: readonly VenueModule[]
  /** Moves the one clock of simulator and collector. */
  readonly setClock: (at: Date) => void
  readonly now: () => Date
  /** The first healthy minute; faults begin two minutes later. */
  readonly startAt: Date
  readonly minutes: number
  /** Asked after every minute; says what did not answer as it should. */
  readonly checkSite: () => Promise<readonly string[]>
  readonly onMinute?: (minute: number, passes: number) => void
}

export interface SoakReport {
  readonly faults: Readonly<Record<string, Fault>>
  readonly passes: number
  readonly failedPasses: number
  readonly balances: number
  readonly markets: number
  /** Stored figures that the simulator never had. */
  readonly invented: readonly string[]
  /** What went out whole and did not arrive in the store. */
  readonly lost: readonly string[]
  /** Passes that went wrong without saying so, or said so without reason. */
  readonly silent: readonly string[]
  /** Venues whose state, as readers see it, was not what their fault or their recovery makes it. */
  readonly wrongStates: readonly string[]
  readonly site: readonly string[]
}

/** A different fault for each venue: the kinds in turn, the second time round on the fund alone. */
export function assignFaults(venues: readonly string[]): Readonly<Record<string, Fault>> {
  return Object.fromEntries(
    venues.map((venue, index) => {
      const kind = faultKinds[index % faultKinds.length] ?? 'html'
      const round = Math.floor(index / faultKinds.length)
      return [
        venue,
        { kind, ms: 60_000, retryAfterS: 60, bytes: 40_000_000, ...(round > 0 ? { probability: 0.6 } : {}) },
      ]
    }),
  )
}

/**
 * Two healthy minutes, then `minutes` with a different fault on each venue, then two healthy ones, every source at its
 * cadence. Every figure that reaches the store is compared with what the simulator held, and every answer the
 * simulator sent whole with what the store holds.
 */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const { modules, minutes } = options
  const faults = assignFaults(modules.map((module) => module.id))
  const soak = new Soak(options, faults)
  try {
    const last = minutes + 4
    for (let minute = 0; minute < last; minute += 1) {
      const faulty = minute >= 2 && minute < minutes + 2
      soak.setFaults(faulty)
      await soak.minute(minute, minute === 0 || minute === last - 1)
      if (minute === minutes + 1) await soak.checkStates('faulty')
      if (minute === last - 1) await soak.checkStates('mended')
    }
    return await soak.report()
  } finally {
    await soak.close()
  }
}

class Soak {
  private passes = 0
  private faulty = false
  private failedPasses = 0
  private readonly lost: string[] = []
  private readonly silent: string[] = []
  private readonly site: string[] = []
  private readonly wrongStates: string[] = []
  private readonly minutes: Date[] = []
  private readonly plan: ReadonlyMap<string, readonly PlannedSource[]>
  private readonly patient: ReturnType<typeof createHttp>
  /** For venues whose answers never come: waiting for them in full would be all this does. */
  private readonly hasty: ReturnType<typeof createHttp>

  constructor(
    private readonly options: SoakOptions,
    private readonly faults: Readonly<Record<string, Fault>>,
  ) {
    const limits = { gateway: options.simulator.url, now: options.now, maxBytes: 16_000_000 }
    this.patient = createHttp(limits)
    this.hasty = createHttp({ ...limits, headersTimeoutMs: 150, bodyTimeoutMs: 150, totalTimeoutMs: 200 })
    this.plan = groupBy(planSources(options.modules), (item) => item.module.id)
  }

  setFaults(on: boolean): void {
    this.faulty = on
    for (const [venue, fault] of Object.entries(this.faults)) {
      this.options.simulator.setFault(venue, on ? fault : null)
    }
  }

  async close(): Promise<void> {
    this.setFaults(false)
    await this.patient.close()
    await this.hasty.close()
  }

  async minute(minute: number, everything: boolean): Promise<void> {
    const at = new Date(this.options.startAt.getTime() + minute * MINUTE_MS)
    this.options.setClock(at)
    this.minutes.push(at)
    const time = { hour: at.getUTCHours(), min: at.getUTCMinutes() }
    await Promise.all(
      [...this.plan.values()].map(async (items) => {
        for (const item of items) {
          const { module, source } = item
          if (everything || matchCadence(module.id, source.id, source.cadenceMs)(time)) await this.pass(item)
        }
      }),
    )
    this.site.push(...(await this.options.checkSite()).map((problem) => `${at.toISOString()} ${problem}`))
    this.options.onMinute?.(minute, this.passes)
  }

  /** What the overview tells of each venue now. A fault that kills every answer must show; after it nothing may. */
  async checkStates(when: 'faulty' | 'mended'): Promise<void> {
    const now = this.options.now()
    const { rows } = await readOverview(this.options.database, { now })
    for (const row of rows) {
      const fault = this.faults[row.venue]
      const module = this.options.modules.find((candidate) => candidate.id === row.venue)
      const needed = module?.sources.filter((source) => source.kind === 'fund' || source.kind === 'open_interest') ?? []
      if (!fault || needed.length === 0) continue
      const { state, reason } = row.latest
      // A source fails after two attempts; one asked rarely may not have had them.
      const asked = needed.every((source) => this.options.minutes * MINUTE_MS >= 2 * source.cadenceMs)
      const dead = when === 'faulty' && asked && FATAL.includes(fault.kind) && fault.probability === undefined
      const accepted = dead
        ? ['failing']
        : when === 'faulty'
          ? ['live', 'unchanged', 'failing', 'late']
          : ['live', 'unchanged']
      const said = state === 'failing' || state === 'late' ? reason !== null && reason !== '' : true
      if (!accepted.includes(state) || !said) {
        this.wrongStates.push(`${row.venue} ${when} (${fault.kind}): ${state}, ${reason ?? 'no reason'}`)
      }
    }
  }

  private isHasty(venue: string): boolean {
    const kind = this.faults[venue]?.kind
    return this.faulty && (kind === 'latency' || kind === 'slow_body')
  }

  private depsFor(venue: string): CollectDeps {
    const { send } = this.isHasty(venue) ? this.hasty : this.patient
    const { database, now } = this.options
    return {
      database,
      log: silentLogger,
      now,
      simulated: true,
      fetchEffects: () => ({ send, limiter: (_weight, task) => task(), now, sleep: async () => undefined }),
    }
  }

  private async pass({ module, source }: PlannedSource): Promise<void> {
    const name = `${module.id}/${source.id} at ${this.options.now().toISOString()}`
    const { requests } = this.options.simulator.served
    const before = requests.at(-1)
    const outcome = await collectSource(this.depsFor(module.id), module, source)
    const served = requests
      .slice(before ? requests.lastIndexOf(before) + 1 : 0)
      .filter((entry) => entry.venue === module.id)
    this.passes += 1
    if (outcome.error) this.failedPasses += 1
    this.judge(name, outcome, served, this.isHasty(module.id))
    if (!outcome.error && source.kind === 'fund' && served.every(isWhole)) await this.compareBalances(name, module)
  }

  private judge(name: string, outcome: CollectOutcome, served: readonly ServedRequest[], isHasty: boolean): void {
    const whole = served.every(isWhole)
    // What went out whole may still come too late for a client made hasty, on a busy machine.
    const late = (said: string) => isHasty && said.includes('did not answer in time')
    const refused = outcome.rejected.find(({ detail }) => !late(detail))
    if (whole && outcome.error && !late(outcome.error.message))
      this.lost.push(`${name}: ${outcome.error.kind}: ${outcome.error.message}`)
    if (whole && refused) this.lost.push(`${name}: ${refused.detail}`)
    const fatal = served.every((entry) => FATAL.some((kind) => kind === entry.fault))
    if (served.length > 0 && fatal && !outcome.error)
      this.silent.push(`${name}: read something through ${served[0]?.fault}`)
    if (outcome.error?.message === '') this.silent.push(`${name}: failed without a reason`)
  }

  /** Every pool that went out whole in this pass is in the store, with the same units. */
  private async compareBalances(name: string, module: VenueModule): Promise<void> {
    const { rows } = await this.options.database.pool.query<{ asset: string; units: string }>(
      'SELECT asset, units::text FROM balance_latest WHERE venue = $1',
      [module.id],
    )
    const stored = new Set(rows.map((row) => `${row.asset} ${plain(dec(row.units))}`))
    const now = this.options.now().getTime()
    for (const pool of this.options.simulator.served.latest(module.id).pools) {
      if (pool.partOf !== null || now - new Date(pool.servedAt).getTime() > MINUTE_MS) continue
      const key = `${pool.asset} ${plain(dec(pool.units).toDecimalPlaces(18))}`
      if (!stored.has(key)) this.lost.push(`${name}: pool ${pool.pool} with ${pool.units} ${pool.asset}`)
    }
  }

  async report(): Promise<SoakReport> {
    const truth = new Truth(this.options.simulator, this.minutes)
    const { pool } = this.options.database
    const balances = await pool.query<{ venue: string; fund: string; asset: string; units: string; observed_at: Date }>(
      'SELECT venue, fund, asset, units::text, observed_at FROM fund_balance WHERE basis = $1',
      ['simulated'],
    )
    const markets = await pool.query<{ venue: string; market: string; value_usd: string | null }>(
      'SELECT venue, market, value_usd::text FROM open_interest WHERE basis = $1',
      ['simulated'],
    )
    const invented = [
      ...balances.rows
        .filter((row) => !truth.hasUnits(row.venue, row.asset, row.units) && !truth.hadUnits(row))
        .map((row) => `${row.venue} ${row.fund} ${row.units} ${row.asset} at ${row.observed_at.toISOString()}`),
      ...markets.rows
        .filter((row) => row.value_usd !== null && !truth.hasOpenInterest(row.venue, row.value_usd))
        .map((row) => `${row.venue} ${row.market} open interest of ${row.value_usd}`),
    ]
    const { passes, failedPasses, faults, lost, silent, site, wrongStates } = this
    return {
      faults,
      passes,
      failedPasses,
      balances: balances.rows.length,
      markets: markets.rows.length,
      invented,
      lost,
      silent,
      wrongStates,
      site,
    }
  }
}

const isWhole = (entry: ServedRequest): boolean => entry.fault === null && entry.status === 200

/** Everything the simulated venues held in these minutes. */
class Truth {
  private readonly units = new Map<string, Set<string>>()
  private readonly openInterest = new Map<string, number[]>()

  constructor(
    private readonly simulator: Simulator,
    private readonly minutes: readonly Date[],
  ) {}

  /** To the digit: a balance is never computed. */
  hasUnits(venue: string, asset: string, units: string): boolean {
    const known = this.units.get(venue) ?? this.readUnits(venue)
    return known.has(`${asset} ${plain(dec(units))}`)
  }

  /** A history cut short ends with an older point; that is true of its own time. */
  hadUnits(row: {
    readonly venue: string
    readonly asset: string
    readonly units: string
    readonly observed_at: Date
  }) {
    const wanted = plain(dec(row.units))
    return this.simulator.world
      .truth(row.venue, row.observed_at)
      .pools.some((pool) => pool.asset === row.asset && plain(dec(pool.units).toDecimalPlaces(18)) === wanted)
  }

  /** Within a thousandth: a contract quoted in a coin is priced at that coin's mark or index. */
  hasOpenInterest(venue: string, usd: string): boolean {
    const known = this.openInterest.get(venue) ?? this.readOpenInterest(venue)
    const value = Number(usd)
    let [low, high] = [0, known.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((known[middle] ?? 0) < value * (1 - 1e-3)) low = middle + 1
      else high = middle
    }
    return (known[low] ?? Number.POSITIVE_INFINITY) <= value * (1 + 1e-3)
  }

  private readUnits(venue: string): ReadonlySet<string> {
    const found = new Set<string>()
    for (const at of this.minutes) {
      for (const pool of this.simulator.world.truth(venue, at).pools) {
        found.add(`${pool.asset} ${plain(dec(pool.units).toDecimalPlaces(18))}`)
      }
    }
    this.units.set(venue, found)
    return found
  }

  private readOpenInterest(venue: string): readonly number[] {
    const found = this.minutes.flatMap((at) =>
      this.simulator.world.truth(venue, at).markets.map((item) => Number(item.usd)),
    )
    found.sort((a, b) => a - b)
    this.openInterest.set(venue, found)
    return found
  }
}
