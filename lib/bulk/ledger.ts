import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { CHECKSUM_FILE } from '@/lib/bulk/manifest'
import { isSystemError } from '@/lib/db/process-lock'
import { ConfigError } from '@/lib/errors'
import { measured } from '@/lib/export/written'

/** Holds what is finished while a package is being made; gone once it is whole. */
const LEDGER = '.export.json'
const PARTIAL = '.partial'

const entrySchema = z.object({ sha256: z.string(), bytes: z.number(), rows: z.int() })
export type LedgerEntry = z.infer<typeof entrySchema>

const ledgerSchema = z.object({
  /** What the package is of: the moment, and what was asked for. Null until that is settled. */
  about: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullable(),
  files: z.record(z.string(), entrySchema),
})

type State = z.infer<typeof ledgerSchema>

/**
 * The finished files of a package in the making; their checksums tell what a crash left of them. A file counts once it is
 * whole and noted.
 */
export class Ledger {
  readonly #folder: string
  readonly #state: State

  private constructor(folder: string, state: State) {
    this.#folder = folder
    this.#state = state
  }

  /**
   * Opens a folder that is empty or holds an export that was broken off; in that case every finished file is read and
   * only those whose checksum fits are kept. Throws ConfigError for any other folder.
   */
  static async open(folder: string): Promise<{ readonly ledger: Ledger; readonly kept: number }> {
    await mkdir(folder, { recursive: true })
    const text = await readFile(join(folder, LEDGER), 'utf8').catch((error: unknown) => {
      if (isSystemError(error, 'ENOENT')) return null
      throw error
    })
    if (text === null) {
      const found = (await readdir(folder)).find((name) => name !== `${LEDGER}${PARTIAL}`)
      if (found !== undefined)
        throw new ConfigError('package', `${folder} is not empty (${found}); an export goes into an empty folder`)
      return { ledger: new Ledger(folder, { about: null, files: {} }), kept: 0 }
    }
    // Cut short by a crash of the machine, it says nothing: the export begins again.
    const state = readState(text) ?? { about: null, files: {} }
    for (const [path, entry] of Object.entries(state.files)) {
      if ((await sha256OfFile(join(folder, path))) !== entry.sha256) delete state.files[path]
    }
    return { ledger: new Ledger(folder, state), kept: Object.keys(state.files).length }
  }

  get about(): Readonly<Record<string, string | number | boolean>> | null {
    return this.#state.about
  }

  /** Settles what the package is of, together with the files that belong to exactly that moment. */
  async settle(about: Readonly<Record<string, string | number | boolean>>): Promise<void> {
    this.#state.about = { ...about }
    await this.#save()
  }

  find(path: string): LedgerEntry | undefined {
    return this.#state.files[path]
  }

  /** Every finished file by path, in order. */
  entries(): readonly (readonly [string, LedgerEntry])[] {
    return Object.entries(this.#state.files).sort(([a], [b]) => (a < b ? -1 : 1))
  }

  /** Forgets everything: the moment it belonged to is gone. */
  async clear(): Promise<void> {
    this.#state.about = null
    this.#state.files = {}
    await this.#save()
  }

  /**
   * Writes a file unless it is finished already: first beside its place, then moved there, then noted. `content` says
   * how many rows it holds when it was read to its end.
   */
  async write(
    path: string,
    content: () => { readonly parts: AsyncIterable<string | Uint8Array>; readonly rows: () => number },
  ): Promise<LedgerEntry> {
    const finished = this.find(path)
    if (finished !== undefined) return finished
    const target = join(this.#folder, path)
    await mkdir(dirname(target), { recursive: true })
    const { pass, file } = measured(path, '')
    const { parts, rows } = content()
    await pipeline(Readable.from(pass(parts), { objectMode: false }), createWriteStream(target + PARTIAL))
    await rename(target + PARTIAL, target)
    const { sha256, bytes } = file()
    const entry = { sha256, bytes, rows: rows() }
    this.#state.files[path] = entry
    await this.#save()
    return entry
  }

  /** Ends the making: the checksums of all files are the last thing written. */
  async finish(): Promise<void> {
    const lines = this.entries().map(([path, { sha256 }]) => `${sha256}  ${path}\n`)
    await writeFile(join(this.#folder, CHECKSUM_FILE + PARTIAL), lines.join(''))
    await syncFile(join(this.#folder, CHECKSUM_FILE + PARTIAL))
    await rename(join(this.#folder, CHECKSUM_FILE + PARTIAL), join(this.#folder, CHECKSUM_FILE))
    await rm(join(this.#folder, LEDGER))
  }

  async #save(): Promise<void> {
    const place = join(this.#folder, LEDGER)
    await writeFile(place + PARTIAL, JSON.stringify(this.#state))
    await rename(place + PARTIAL, place)
  }
}

function readState(text: string): State | null {
  try {
    return ledgerSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The checksum of a file; null when it is not there. */
export async function sha256OfFile(path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk)
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'EISDIR', 'ENOTDIR')) return null
    throw error
  }
  return hash.digest('hex')
}
