import { join } from 'node:path'
import { runCommand } from '@/lib/cli/arguments'
import { serve } from '@/lib/cli/serve'
import { env } from '@/lib/env'
import { startSimulator } from '@/lib/simulate/server'

/** `npm run demo`: the product against the simulator, in a database of its own, everything marked SIMULATED. */
async function main(): Promise<number> {
  const settings = env()
  const simulator = await startSimulator({ port: settings.simulatorPort })
  process.stderr.write(`simulator on ${simulator.url}\n`)
  try {
    return await serve({
      settings: {
        ...settings,
        databaseUrl: null,
        readDatabaseUrl: null,
        dataDir: join(settings.dataDir, 'demo'),
        upstreamGateway: simulator.url,
        simulated: true,
      },
      mode: 'production',
    })
  } finally {
    await simulator.close()
  }
}

await runCommand(main)
