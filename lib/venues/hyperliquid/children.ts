import { readRow } from '@/lib/venues/_contract/fields'
import type { Readable } from '@/lib/venues/_contract/numeric'

const ADDRESS = /^0x[0-9a-fA-F]{40}$/

/** Liquidators by address, as listed by `tradingstrategy-ai/web3-ethereum-defi`: for a child whose name was not served. */
const KNOWN_LIQUIDATORS: ReadonlyMap<string, string> = new Map([
  ['0x2e3d94f0562703b25c83308a05046ddaf9a8dd14', 'HLP Liquidator'],
  ['0xb0a55f13d22f66e6d495ac98113841b2326e9540', 'HLP Liquidator 2'],
  ['0x5e177e5e39c0f4e421f5865a6d8beed8d921cb70', 'HLP Liquidator 3'],
  ['0x2ed5c4484ea3ff8b57d5f2fb152a40d9f2b68308', 'HLP Liquidator 4'],
])

/** The addresses of a parent's children, each once, from `relationship.data.childAddresses`. */
export function readChildren(relationship: unknown): Readable<readonly string[]> {
  if (relationship === undefined || relationship === null) {
    return { ok: false, reason: 'missing_field', detail: 'relationship is empty, so no liquidator is read' }
  }
  const related = readRow(relationship)
  if (!related.ok) return { ...related, detail: 'relationship is not an object' }
  const data = readRow(related.value.data)
  const listed: unknown = data.ok ? data.value.childAddresses : null
  if (!Array.isArray(listed)) {
    return { ok: false, reason: 'wrong_type', detail: 'relationship.data.childAddresses is not a list' }
  }
  const addresses = listed.filter((item): item is string => typeof item === 'string' && ADDRESS.test(item))
  return { ok: true, value: [...new Set(addresses)] }
}

/** The name of a child when it is a liquidator: the one it was served with, else the known one; null otherwise. */
export function liquidatorName(address: string, served: string | undefined): string | null {
  const name = served ?? KNOWN_LIQUIDATORS.get(address.toLowerCase())
  return name !== undefined && /liquidator/i.test(name) ? name : null
}
