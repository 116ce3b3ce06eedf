import { resolve } from 'node:path'
import { restorePackage } from '@/lib/bulk/restore-package'
import { readArguments, runCommand } from '@/lib/cli/arguments'
import { createProgress } from '@/lib/cli/progress'
import { connect } from '@/lib/db/client'
import { migrate } from '@/lib/db/migrate'
import { openDatabase } from '@/lib/db/with-database'
import { env } from '@/lib/env'
import { BadRequestError } from '@/lib/errors'
import { createLogger } from '@/lib/log'

/** `npm run restore -- --from DIR`: rebuilds an empty database from a data package; all of it, or nothing. */
async function main(): Promise<number> {
  const args = readArguments({ from: { type: 'string' } })
  if (args.from === undefined) throw new BadRequestError([{ path: '--from', message: 'not given; accepted: a folder' }])
  const say = createProgress()
  const log = createLogger({ command: 'restore' })
  const opened = await openDatabase({ env: env(), log })
  try {
    await migrate(opened.url, { log })
    const db = connect(opened.url)
    try {
      const { asOf, rows, captures } = await restorePackage({ db, folder: resolve(args.from), say })
      say(`${rows} rows, as of ${asOf}, ${captures ? 'with' : 'without'} the bytes of answers`)
      return 0
    } finally {
      await db.close()
    }
  } finally {
    await opened.close()
  }
}

await runCommand(main)
