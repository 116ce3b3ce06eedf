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

/** What each kind of money is, as the end of "A shows ..." and "A and B show ...". */
const KINDS: Readonly<Record<FundType, readonly [one: string, many: string]>> = {
  insurance: ['an insurance fund', 'insurance funds'],
  vault: [
    'a liquidation vault, depositors’ money that can be withdrawn',
    'liquidation vaults, depositors’ money that can be withdrawn',
  ],
  protection: [
    'a protection reserve, which does not pay for liquidations',
    'protection reserves, which do not pay for liquidations',
  ],
  counterparty: [
    'a counterparty pool, which takes the other side of every trade',
    'counterparty pools, which take the other side of every trade',
  ],
}
/** What a reader is most likely to mistake for a fund is named first. */
const ORDER: readonly FundType[] = ['vault', 'counterparty', 'protection', 'insurance']

/** The venues by kind of fund, the kind with most of them first; those without a known fund are in none. */
export function kindsOf<Venue extends Comparable>(
  venues: readonly Venue[],
): readonly { readonly fundType: FundType; readonly venues: readonly Venue[] }[] {
  return ORDER.map((fundType) => ({ fundType, venues: venues.filter((venue) => venue.fundType === fundType) }))
    .filter((kind) => kind.venues.length > 0)
    .sort((a, b) => b.venues.length - a.venues.length)
}

/** One sentence where kinds of fund stand side by side; null where they do not. */
export function likeWithLikeSentence(venues: readonly Comparable[]): string | null {
  if (isLikeWithLike(venues)) return null
  const parts = ORDER.flatMap((fundType) => {
    const named = venues.filter((venue) => venue.fundType === fundType).map(({ name }) => name)
    if (named.length === 0) return []
    const [one, many] = KINDS[fundType]
    return [`${listed(named)} ${named.length === 1 ? `shows ${one}` : `show ${many}`}`]
  })
  return `${parts.join('; ')}: their sizes do not compare.`
}

/** Venues whose figures are of the record and not of now, in one sentence; null when there is none. */
export function pastSentence(pages: readonly Pick<VenuePage, 'name' | 'status' | 'recordOnly'>[]): string | null {
  const past = pages.filter(({ status, recordOnly }) => status === 'closed' || recordOnly).map(({ name }) => name)
  if (past.length === 0) return null
  return `${listed(past)} ${past.length === 1 ? 'is' : 'are'} closed or on record only: what is shown of ${past.length === 1 ? 'it' : 'them'} is past.`
}
