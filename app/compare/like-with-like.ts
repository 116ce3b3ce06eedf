import type { FundType } from '@/lib/core/observation'
import type { VenuePage } from '@/lib/queries/dto/venue'

export interface Comparable {
  readonly name: string
  readonly fundType: FundType | null
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

/** True when all known funds are of one kind, so that their size may be ranked. */
export function isLikeWithLike(venues: readonly Comparable[]): boolean {
  return new Set(venues.flatMap(({ fundType }) => fundType ?? [])).size <= 1
}

/** One sentence where kinds of fund stand side by side; null where they do not. */
export function likeWithLikeSentence(venues: readonly Comparable[]): string | null {
  if (isLikeWithLike(venues)) return null
  const named = (type: FundType) => venues.filter(({ fundType }) => fundType === type).map(({ name }) => name)
  const vaults = named('vault')
  const others = venues.filter(({ fundType }) => fundType !== 'vault' && fundType !== null).map(({ name }) => name)
  const isOne = vaults.length === 1
  return `${listed(vaults)} ${isOne ? 'shows a liquidation vault' : 'show liquidation vaults'}, depositors’ money that can be withdrawn; ${listed(others)} ${others.length === 1 ? 'shows an insurance fund' : 'show insurance funds'}: their sizes do not compare.`
}

/** Venues whose figures are of the record and not of now, in one sentence; null when there is none. */
export function pastSentence(pages: readonly Pick<VenuePage, 'name' | 'status' | 'recordOnly'>[]): string | null {
  const past = pages.filter(({ status, recordOnly }) => status === 'closed' || recordOnly).map(({ name }) => name)
  if (past.length === 0) return null
  return `${listed(past)} ${past.length === 1 ? 'is' : 'are'} closed or on record only: what is shown of ${past.length === 1 ? 'it' : 'them'} is past.`
}
