import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** A file to go into a zip; its content is asked for when its turn comes. */
export interface ZipEntry {
  readonly name: string
  readonly content: () => AsyncIterable<string | Uint8Array>
}

/**
 * Files as one compressed zip, in the order given and one after the other, so that a later file may say what an
 * earlier one held. Nothing is kept: it is read as fast as the reader takes it. All entries carry `at` as their time.
 */
export async function* zipFile(entries: readonly ZipEntry[], at: Date): AsyncGenerator<Uint8Array, void, undefined> {
  const zip = new ZipFile()
  const open = new Set<Readable>()
  const output = zip.outputStream
  if (!(output instanceof Readable)) throw new TypeError('the zip has no stream to read')
  // What cannot be read ends the zip with the reason, instead of an entry cut short.
  zip.on('error', (error: Error) => output.destroy(error))
  for (const { name, content } of entries) {
    zip.addReadStreamLazy(name, { mtime: at, forceDosTimestamp: true }, (take) => {
      const stream = Readable.from(content(), { objectMode: false })
      open.add(stream)
      stream.on('error', (error) => output.destroy(error))
      take(null, stream)
    })
  }
  zip.end()
  try {
    for await (const chunk of output) yield chunk
  } finally {
    for (const stream of open) stream.destroy()
    output.destroy()
  }
}
