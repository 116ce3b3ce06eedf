import { createHash } from 'node:crypto'
import type { WrittenFile } from '@/lib/export/dataset'

/** Text or bytes passed on as they come; afterwards `file` says what they were. */
export function measured(path: string, mediaType: string) {
  const hash = createHash('sha256')
  let bytes = 0
  async function* pass(
    parts: AsyncIterable<string | Uint8Array>,
  ): AsyncGenerator<string | Uint8Array, void, undefined> {
    for await (const part of parts) {
      hash.update(part)
      bytes += Buffer.byteLength(part)
      yield part
    }
  }
  const file = (): WrittenFile => ({ path, mediaType, bytes, sha256: hash.copy().digest('hex') })
  return { pass, file }
}
