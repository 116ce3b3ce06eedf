import { ChangeList } from '@/app/_components/change-list'
import type { VenuePage } from '@/lib/queries/dto/venue'

const SHOWN = 12

/** What the venue changed in what it publishes, newest first. */
export function ChangesList({ venue, changes }: Pick<VenuePage, 'venue' | 'changes'>) {
  return (
    <>
      <h3 id="changes">Changes in what the venue publishes</h3>
      <ChangeList changes={changes.slice(0, SHOWN)} />
      {changes.length <= SHOWN ? null : (
        <p>
          <a href={`/disclosure?venue=${venue}#changes`}>All changes of this venue</a>
        </p>
      )}
    </>
  )
}
