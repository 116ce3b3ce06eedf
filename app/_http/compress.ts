import { createGzip } from 'node:zlib'

/** Text that Next does not know to be text, and so would send as it is. */
const OWN = /^application\/x-ndjson\b/

/** True when gzip may be sent: named or `*`, and not with a quality of 0. */
export function acceptsGzip(header: string | null): boolean {
  const given = new Map(
    (header ?? '').split(',').map((part) => {
      const [name = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/)
      const quality = parameters.find((parameter) => parameter.startsWith('q='))
      return [name, quality === undefined ? 1 : Number(quality.slice(2))]
    }),
  )
  return (given.get('gzip') ?? given.get('*') ?? 0) > 0
}

/** The same answer, compressed batch by batch where Next leaves it plain and the asker takes gzip. */
export function compressed(request: Request, response: Response): Response {
  const { body, headers, status } = response
  if (body === null || request.method === 'HEAD' || !OWN.test(headers.get('content-type') ?? '')) return response
  if (!acceptsGzip(request.headers.get('accept-encoding'))) return response
  const packed = new Headers(headers)
  packed.set('Content-Encoding', 'gzip')
  return new Response(body.pipeThrough(gzipStream()), { status, headers: packed })
}

/** Packs each batch whole before it takes the next: nothing waits for more, and nothing is read ahead. */
function gzipStream(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  const gzip = createGzip()
  return new TransformStream({
    start(controller) {
      gzip.on('data', (part: Buffer<ArrayBuffer>) => controller.enqueue(part))
      gzip.on('error', (error) => controller.error(error))
    },
    transform: (batch) =>
      new Promise<void>((done, fail) => {
        gzip.write(batch, (error) => (error ? fail(error) : gzip.flush(() => done())))
      }),
    flush: () =>
      new Promise<void>((done) => {
        gzip.once('end', done)
        gzip.end()
      }),
  })
}
