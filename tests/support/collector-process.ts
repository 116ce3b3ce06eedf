import { once } from 'node:events'
import { createHttp } from '@/lib/collect/http'
import { startSchedule } from '@/lib/collect/schedule'
import { connect } from '@/lib/db/client'
import { silentLogger } from '@/lib/log'
import { venueModules } from '@/lib/venues/registry.generated'

/**
 * A collector as a process of its own, to be killed: DATABASE_URL, GATEWAY, VENUES. It waits for a line on stdin with the
 * distance of its clock in milliseconds, and says `started`.
 */
function need(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set`)
  return value
}

process.stdout.write('loaded\n')
const [line] = await once(process.stdin.setEncoding('utf8'), 'data')
const offsetMs = Number(line)
const now = () => new Date(Date.now() + offsetMs)
const venues = need('VENUES').split(',')
const database = connect(need('DATABASE_URL'))
const http = createHttp({ gateway: need('GATEWAY'), now })

await startSchedule({
  pool: database.pool,
  modules: venueModules.filter((module) => venues.includes(module.id)),
  rawRetentionDays: 90,
  log: silentLogger,
  deps: {
    database,
    log: silentLogger,
    now,
    simulated: true,
    fetchEffects: () => ({ send: http.send, limiter: (_weight, task) => task(), now, sleep: async () => undefined }),
  },
})
process.stdout.write('started\n')
