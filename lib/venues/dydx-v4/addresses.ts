import { createHash } from 'node:crypto'
import { bech32 } from '@scure/base'

const ADDRESS_BYTES = 20

/**
 * The address of a chain module account: bech32 with prefix `dydx` of the first 20 bytes of the SHA-256 of its name.
 * Both addresses named in the chain's own tests come out of it.
 */
export function moduleAddress(name: string): string {
  const digest = createHash('sha256').update(name).digest().subarray(0, ADDRESS_BYTES)
  return bech32.encode('dydx', bech32.toWords(digest))
}

/** The fund behind all cross-margined markets. */
export const sharedFundAddress = (): string => moduleAddress('insurance_fund')

/** The fund behind one isolated market, by its perpetual id. */
export const isolatedFundAddress = (perpetualId: number): string => moduleAddress(`insurance_fund:${perpetualId}`)
