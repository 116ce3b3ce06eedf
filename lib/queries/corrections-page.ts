import type { Database } from '@/lib/db/client'
import { readSourceStatus } from '@/lib/db/repositories/source'
import type { CorrectionsPage } from '@/lib/queries/dto/correction'
import { metaOf } from '@/lib/queries/overview'
import { listReplies, readCorrections } from '@/lib/queries/remarks'
import { listRestatements } from '@/lib/queries/restatements'

const PER_PAGE = 25
/** Older restatements are found by `as_of`; a page further on would sort through all of them. */
export const MOST_PAGES = 40

/** Corrections, one page of restatements, newest first, and replies. `page` counts from 1. */
export async function readCorrectionsPage(
  db: Database,
  page: number,
  { now }: { readonly now: Date },
): Promise<CorrectionsPage> {
  const end = page * PER_PAGE
  const [corrections, restatements, sources] = await Promise.all([
    readCorrections(db),
    listRestatements(db, { venue: null, since: new Date(0) }, end + 1),
    readSourceStatus(db),
  ])
  return {
    corrections,
    replies: listReplies(),
    restatements: restatements.slice(end - PER_PAGE, end).map(({ view }) => view),
    page,
    hasMore: restatements.length > end && page < MOST_PAGES,
    meta: metaOf(sources, now),
  }
}
