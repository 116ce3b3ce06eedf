import { statePaths, writeHistory, writeState } from '@/lib/bulk/backup-part'
import { packageDescriptor, packageReadme } from '@/lib/bulk/descriptor'
import { Ledger } from '@/lib/bulk/ledger'
import { BACKUP_FILE, LAYOUT, type Manifest } from '@/lib/bulk/manifest'
import { atMoment, type Moment } from '@/lib/bulk/moment'
import { writeSeries, writeTables } from '@/lib/bulk/public-part'
import type { Database } from '@/lib/db/client'
import { readMigrations } from '@/lib/db/migrate'
import { ConfigError } from '@/lib/errors'
import { jsonText } from '@/lib/export/bundle'

export interface ExportOptions {
  readonly db: Database
  readonly folder: string
  /** Include the archived bytes of answers. */
  readonly captures: boolean
  /** The address of the site, for sources and evidence. */
  readonly site: string
  /** What it holds was made up by a simulator. */
  readonly simulated: boolean
  readonly say: (line: string) => void
}

export interface ExportResult {
  readonly asOf: Date
  readonly files: number
  readonly bytes: number
  /** Files of an export broken off before that were still good. */
  readonly kept: number
}

/**
 * Writes the whole data package into a folder: series and tables for readers, and the tables of the store to rebuild it
 * from, all of one moment. Broken off at any point it goes on where it stopped, as of the same moment.
 */
export async function exportPackage({
  db,
  folder,
  captures,
  site,
  simulated,
  say,
}: ExportOptions): Promise<ExportResult> {
  const { ledger, kept } = await Ledger.open(folder)
  if (kept > 0) say(`${kept} finished files are kept`)
  let files = 0
  const onFile = (path: string, { rows, bytes }: { readonly rows: number; readonly bytes: number }) => {
    files += 1
    say(`${String(files).padStart(5)}  ${path}  ${rows} rows, ${bytes} bytes`)
  }
  const moment = resumed(ledger, captures) ?? (await begin())
  const making = { db, ledger, moment, site, simulated, onFile }
  const tables = await writeHistory(db.pool, ledger, moment, { captures, onFile })
  const datasets = [...(await writeSeries(making)), ...(await writeTables(making))]
  const manifest: Manifest = {
    layout: LAYOUT,
    as_of: moment.asOf.toISOString(),
    captures,
    migrations: (await readMigrations()).map(({ name }) => name),
    tables,
  }
  const about = { site, asOf: moment.asOf, simulated }
  const descriptor = packageDescriptor(datasets, about)
  await ledger.write(BACKUP_FILE, () => whole(jsonText(manifest)))
  await ledger.write('datapackage.json', () => whole(jsonText(descriptor)))
  await ledger.write('README.md', () => whole(packageReadme(datasets, { ...about, captures })))
  const entries = ledger.entries()
  await ledger.finish()
  const bytes = entries.reduce((total, [, entry]) => total + entry.bytes, 0)
  return { asOf: moment.asOf, files: entries.length, bytes, kept }

  /** What is overwritten as time goes on is written first, at one moment; all else can be read as of it later. */
  async function begin(): Promise<Moment> {
    await ledger.clear()
    return atMoment(db.pool, async (client, at) => {
      say(`as of ${at.asOf.toISOString()}`)
      await writeState(client, ledger, onFile)
      await writeTables({ db, ledger, moment: at, site, simulated, onFile })
      await ledger.settle({ asOf: at.asOf.toISOString(), lastCapture: at.lastCapture, captures })
      return at
    })
  }
}

/** The moment of an export that was broken off; null where there was none, or a file of that moment is lost. */
function resumed(ledger: Ledger, captures: boolean): Moment | null {
  const { about } = ledger
  if (about === null) return null
  if (about.captures !== captures)
    throw new ConfigError(
      'package',
      'the export that was begun there was asked for with other options; use another folder',
    )
  if (statePaths().some((path) => ledger.find(path) === undefined)) return null
  return { asOf: new Date(String(about.asOf)), lastCapture: Number(about.lastCapture) }
}

function whole(text: string) {
  async function* parts() {
    yield text
  }
  return { parts: parts(), rows: () => 0 }
}
