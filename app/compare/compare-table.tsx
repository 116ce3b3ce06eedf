import type { VenuePage } from '@/lib/queries/dto/venue'
import { FactTable } from './fact-table'
import { factGroups } from './facts'

/** The venues side by side as they are known now. */
export function CompareTable({
  pages,
  isLike,
  renderedAt,
}: {
  readonly pages: readonly VenuePage[]
  readonly isLike: boolean
  readonly renderedAt: string
}) {
  return <FactTable pages={pages} groups={factGroups(renderedAt)} isLike={isLike} />
}
