import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ConfigError } from '@/lib/errors'

export const BACKUP_FILE = 'backup.json'
export const CHECKSUM_FILE = 'SHA256SUMS'
/** Raised when the layout changes so that an older restore could not read it. */
export const LAYOUT = 1

const name = z.string().regex(/^[a-z][a-z0-9_]*$/)
// Paths of this code base: no way out of the folder, whatever a package says.
const path = z.string().regex(/^(?!.*\.\.)[a-z0-9][a-zA-Z0-9._/=-]*$/)

/** What a package says of its backup part. */
const manifestSchema = z.object({
  layout: z.literal(LAYOUT),
  as_of: z.iso.datetime({ precision: 3 }),
  captures: z.boolean(),
  migrations: z.array(z.string()),
  tables: z.array(
    z.object({ table: name, columns: z.array(name).min(1), files: z.array(z.object({ path, rows: z.int().min(0) })) }),
  ),
})
export type Manifest = z.infer<typeof manifestSchema>

/** Reads backup.json of a package. Throws ConfigError when it is none. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, BACKUP_FILE), 'utf8').catch((error: Error) => {
    throw new ConfigError('package', `no data package in ${folder}: ${error.message}`)
  })
  const parsed = manifestSchema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw new ConfigError('package', `${BACKUP_FILE} in ${folder} cannot be read: ${z.prettifyError(parsed.error)}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
