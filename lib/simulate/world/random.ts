/** 32-bit FNV-1a of the parts, started from the seed: names one stream of random numbers. */
export function keyOf(seed: number, ...parts: readonly (string | number)[]): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (const char of parts.join('|')) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  }
  return hash >>> 0
}

/**
 * The number at `index` of the mulberry32 stream `key`, in [0, 1). Mulberry32 advances its state by a constant, so any
 * position can be read without the ones before it.
 */
export function unit(key: number, index: number): number {
  let state = (key + Math.imul(index + 1, 0x6d2b79f5)) | 0
  state = Math.imul(state ^ (state >>> 15), state | 1)
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61)
  return ((state ^ (state >>> 14)) >>> 0) / 4_294_967_296
}

/** A uniform number between two bounds. */
export function between(key: number, index: number, low: number, high: number): number {
  return low + (high - low) * unit(key, index)
}

/** A standard normal number (Box-Muller) at `index` of the stream `key`. */
export function gaussian(key: number, index: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - unit(key, 2 * index)))
  return radius * Math.cos(2 * Math.PI * unit(key, 2 * index + 1))
}
