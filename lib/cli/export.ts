import { resolve } from 'node:path'
import { exportPackage } from '@/lib/bulk/export-package'
import { readArguments, runCommand } from '@/lib/cli/arguments'
import { createProgress } from '@/lib/cli/progress'
import { openStore } from '@/lib/cli/store'
import { env } from '@/lib/env'
import { BadRequestError } from '@/lib/errors'
import { createLogger } from '@/lib/log'
import { formatBytes } from '@/lib/render/bytes'

/**
 * `npm run export -- --out DIR [--captures]`: the whole data package, beside a running server. Broken off, the same call
 * goes on where it stopped.
 */
async function main(): Promise<number> {
  const args = readArguments({ out: { type: 'string' }, captures: { type: 'boolean' } })
  if (args.out === undefined) throw new BadRequestError([{ path: '--out', message: 'not given; accepted: a folder' }])
  const settings = env()
  const folder = resolve(args.out)
  const say = createProgress()
  const store = await openStore(settings, createLogger({ command: 'export' }))
  try {
    const { asOf, files, bytes } = await exportPackage({
      db: store.database,
      folder,
      captures: args.captures ?? false,
      site: settings.publicUrl,
      simulated: settings.simulated,
      say,
    })
    say(`${files} files, ${formatBytes(bytes)}, as of ${asOf.toISOString()}`)
    process.stdout.write(`${folder}\n`)
    return 0
  } finally {
    await store.close()
  }
}

await runCommand(main)
