/** The body of a request as text; null when it is longer than `most` bytes, however it is sent. */
export async function readBodyText(request: Request, most: number): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? '0') > most) return null
  if (request.body === null) return ''
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > most) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks).toString('utf8')
}
