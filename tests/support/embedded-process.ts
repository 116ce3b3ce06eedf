import { attachEmbedded, startEmbedded } from '@/lib/db/embedded'
import { withClient } from '@/lib/db/with-client'
import { createLogger } from '@/lib/log'

/**
 * A process that uses the embedded database: `embedded-process.ts start|attach DATA_DIR`. It writes one JSON line when it is
 * connected, leaves on SIGTERM, and on SIGINT first reads from the database, then leaves.
 */
const [mode, dataDir] = process.argv.slice(2)
if (dataDir === undefined) throw new Error('usage: embedded-process.ts start|attach DATA_DIR')

function report(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

const options = {
  dataDir,
  log: createLogger({}, { level: 'info' }),
  settings: { fsync: 'off', shared_buffers: '32MB' },
}
const opened = mode === 'attach' ? await attachEmbedded(options) : await startEmbedded(options)
if (opened === null) report({ found: false })
else {
  const leave = async (read: boolean): Promise<void> => {
    if (read)
      report({ read: await withClient(opened.url, async (client) => (await client.query('SELECT 1 AS one')).rows) })
    await opened.close()
    clearInterval(stay)
    report({ left: true })
  }
  const stay = setInterval(() => undefined, 1_000)
  process.once('SIGTERM', () => void leave(false))
  process.once('SIGINT', () => void leave(true))
  report({ found: true, url: opened.url, owner: opened.owner, pid: opened.connection.pid })
}
