import type { OpenApiDocument, OpenApiExample, OpenApiOperation } from '@/lib/queries/openapi/types'
import { parseCsv } from '@/tests/support/csv'
import { violations } from '@/tests/support/openapi/validate'
import { parseXml } from '@/tests/support/xml'

/** Sends a request to a site, in this process or another. */
export type Send = (address: string, init: RequestInit) => Promise<Response>

export interface Walked {
  readonly requests: number
  /** What did not answer as described, one sentence each. */
  readonly faults: readonly string[]
}

const PROBLEM = 'application/problem+json; charset=utf-8'
const SHOWN_FAULTS = 3

/** Sends every example of the description, and every parameter with its example alone, and compares the answers with it. */
export async function walkExamples(document: OpenApiDocument, send: Send): Promise<Walked> {
  const faults: string[] = []
  let requests = 0
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      for (const example of [...operation['x-examples'], ...parameterExamples(path, operation)]) {
        const init = example.body === undefined ? {} : { body: JSON.stringify(example.body) }
        const response = await send(example.address, { method: method.toUpperCase(), ...init })
        const found = await check(document, operation, example, response)
        faults.push(
          ...found.slice(0, SHOWN_FAULTS).map((fault) => `${method} ${example.address.slice(0, 120)}: ${fault}`),
        )
        requests += 1
      }
    }
  }
  return { requests, faults }
}

function parameterExamples(path: string, { parameters }: OpenApiOperation): readonly OpenApiExample[] {
  if (parameters.some(({ required, in: place }) => required && place === 'query')) return []
  const address = parameters.reduce(
    (filled, { name, in: place, example }) =>
      place === 'path' ? filled.replace(`{${name}}`, String(example)) : filled,
    path,
  )
  return parameters.flatMap(({ name, in: place, example }) =>
    place === 'path' || example === undefined
      ? []
      : [{ summary: name, address: `${address}?${name}=${encodeURIComponent(String(example))}`, status: 200 }],
  )
}

async function check(
  document: OpenApiDocument,
  operation: OpenApiOperation,
  { status, field }: OpenApiExample,
  response: Response,
): Promise<readonly string[]> {
  const text = await response.text()
  const type = response.headers.get('content-type') ?? ''
  if (response.status !== status) return [`${response.status} instead of ${status}: ${text.slice(0, 200)}`]
  if (operation.responses[String(status)] === undefined) return [`${status} is not described`]
  if (status !== 200) {
    if (type !== PROBLEM) return [`${type} instead of a problem`]
    const body = JSON.parse(text)
    const named: readonly string[] = (body.errors ?? []).map(({ path }: { readonly path: string }) => path)
    return [
      ...violations(document, { $ref: '#/components/schemas/Problem' }, body),
      ...(field !== undefined && !named.includes(field) ? [`names ${named.join(', ')} instead of ${field}`] : []),
    ]
  }
  const answer = operation.responses['200']
  const described = answer !== undefined && 'content' in answer ? Object.entries(answer.content ?? {}) : []
  const [content] = described.filter(([name]) => type === name || type.startsWith(`${name};`))
  if (content === undefined) return [`${type} is not described`]
  const [name, { schema }] = content
  if (name.endsWith('json') && !name.endsWith('ndjson')) return violations(document, schema, JSON.parse(text))
  if (name === 'application/x-ndjson') {
    const lines = text.split('\n').filter((line) => line !== '')
    return lines.flatMap((line) => violations(document, Object(schema['x-row']), JSON.parse(line)))
  }
  if (name === 'text/csv') {
    const [header = ''] = text.split('\r\n')
    const columns = header.replaceAll('"', '')
    if (columns !== Object(schema['x-columns']).join(',')) return [`columns ${columns}`]
    return parseCsv(text).length >= 0 ? [] : ['no rows']
  }
  if (name === 'application/atom+xml') return parseXml(text).name === 'feed' ? [] : ['not a feed']
  return []
}

/** One good address of every GET operation that has one. */
export function goodAddresses(
  document: OpenApiDocument,
): readonly { readonly address: string; readonly cached: boolean }[] {
  return Object.values(document.paths).flatMap(({ get }) => {
    const good = get?.['x-examples'].find(({ status }) => status === 200)
    return get === undefined || good === undefined
      ? []
      : [{ address: good.address, cached: get.responses['304'] !== undefined }]
  })
}

/** Whether every address keeps to the rules that hold for all: tags, 304, HEAD, OPTIONS, CORS, other methods. */
export async function walkHeaders(document: OpenApiDocument, send: Send): Promise<Walked> {
  const faults: string[] = []
  const addresses = goodAddresses(document).filter(({ cached }) => cached)
  const expectThat = (address: string, what: string, holds: boolean) => {
    if (!holds) faults.push(`${address}: ${what}`)
  }
  for (const { address } of addresses) {
    const get = await send(address, { method: 'GET' })
    await get.text()
    const tag = get.headers.get('etag') ?? ''
    expectThat(address, 'no ETag', /^(W\/)?"[^"]+"$/.test(tag))
    expectThat(address, 'a strong ETag on what is compressed', tag.startsWith('W/'))
    expectThat(address, 'Cache-Control', get.headers.get('cache-control') === 'public, max-age=30')
    expectThat(address, 'Vary', (get.headers.get('vary') ?? '').toLowerCase().includes('accept-encoding'))
    expectThat(address, 'CORS', get.headers.get('access-control-allow-origin') === '*')
    const exposed = get.headers.get('access-control-expose-headers') ?? ''
    for (const name of ['ETag', 'RateLimit', 'RateLimit-Policy', 'Retry-After'])
      expectThat(address, `does not expose ${name}`, exposed.split(', ').includes(name))
    const again = await send(address, { method: 'GET', headers: { 'if-none-match': tag } })
    // What is collected in between changes the tag: then the answer is whole again.
    const same = again.status === 304 && (await again.text()) === '' && again.headers.get('etag') === tag
    expectThat(
      address,
      `If-None-Match gives ${again.status}`,
      same || (again.status === 200 && again.headers.get('etag') !== tag),
    )
    const head = await send(address, { method: 'HEAD' })
    expectThat(address, 'HEAD has a body', (await head.text()) === '')
    for (const name of ['content-type', 'cache-control', 'access-control-allow-origin', 'content-disposition'])
      expectThat(address, `HEAD ${name}`, head.headers.get(name) === get.headers.get(name))
    expectThat(address, 'HEAD etag', head.headers.get('etag') !== null)
    const options = await send(address, { method: 'OPTIONS' })
    expectThat(address, `OPTIONS ${options.status}`, options.status === 204)
    expectThat(address, 'OPTIONS allow', (options.headers.get('allow') ?? '').startsWith('GET, HEAD'))
    const refused = await send(address, { method: 'DELETE' })
    const problem =
      refused.headers.get('content-type') === PROBLEM && refused.headers.get('cache-control') === 'no-store'
    expectThat(address, `DELETE ${refused.status}`, refused.status === 405 && problem)
  }
  return { requests: addresses.length, faults }
}
