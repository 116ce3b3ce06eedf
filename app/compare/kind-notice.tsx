import Link from 'next/link'
import { fundTypeWords } from '@/lib/render/words'
import type { ComparedVenue } from './compare-chart'
import { isLikeWithLike, kindsOf, likeWithLikeSentence } from './like-with-like'
import styles from './page.module.css'
import { type CompareQuery, compareHref, LEAST_VENUES } from './query'

/** Where kinds of fund stand side by side: what they are, and the ways to compare like with like, or to cross it. */
export function KindNotice({
  venues,
  query,
}: {
  readonly venues: readonly ComparedVenue[]
  readonly query: CompareQuery
}) {
  if (isLikeWithLike(venues)) return null
  const comparable = kindsOf(venues).filter((kind) => kind.venues.length >= LEAST_VENUES)
  return (
    <div className={styles.caution}>
      <p>{likeWithLikeSentence(venues)}</p>
      <p>
        {query.mixed
          ? 'You chose to see them in one chart and ranked all the same. '
          : 'Each kind has a chart of its own, and their sizes are not ranked. '}
        {comparable.map((kind) => (
          <span key={kind.fundType}>
            <Link
              href={compareHref({ ...query, mixed: false, venues: kind.venues.map(({ venue }) => venue) })}
              prefetch={false}
            >
              Only the {fundTypeWords[kind.fundType].word}s
            </Link>
            {' · '}
          </span>
        ))}
        <Link href={compareHref({ ...query, mixed: !query.mixed })} prefetch={false}>
          {query.mixed ? 'Keep the kinds apart' : 'Compare them all the same'}
        </Link>
      </p>
    </div>
  )
}
