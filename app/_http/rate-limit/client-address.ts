import { isIP } from 'node:net'

/** Set by this process for every request to the address at the other end of its connection; what a client sends is overwritten. */
export const PEER_HEADER = 'x-coverline-peer'

/**
 * Whom a request counts against: the peer, or with `hops` proxies of our own in front the address the outermost of them
 * saw. What a client wrote into `X-Forwarded-For` itself stands further left and is never read. IPv6 counts by /64.
 */
export function clientKey(headers: Headers, hops: number): string {
  const peer = normalise(headers.get(PEER_HEADER))
  if (hops === 0) return peer ?? 'unknown'
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',')
  return normalise(forwarded[forwarded.length - hops]) ?? peer ?? 'unknown'
}

function normalise(given: string | null | undefined): string | null {
  // Some proxies add the port, and brackets around IPv6.
  const text = (given ?? '')
    .trim()
    .replace(/^\[([^\]]+)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1]
  if (mapped !== undefined && isIP(mapped) === 4) return mapped
  const version = isIP(text)
  if (version === 4) return text
  return version === 6 ? `${network64(text)}::/64` : null
}

/** The first four groups of an IPv6 address. */
function network64(text: string): string {
  const address = text.replace(/%.*$/, '')
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  // A dotted end stands for two groups.
  const length = (groups: readonly string[]) => groups.length + (groups.at(-1)?.includes('.') ? 1 : 0)
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - length(left) - length(right))
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
