import { Notice } from '@/app/_components/notice'
import { ReplyText } from '@/app/_components/remarks'
import type { ReplyView } from '@/lib/queries/dto/correction'
import { venueName } from '@/lib/queries/venue-names'
import styles from './page.module.css'

/** The replies, newest first, each with an address of its own. */
export function RepliesList({ replies }: { readonly replies: readonly ReplyView[] }) {
  if (replies.length === 0) return <Notice title="No venue has replied yet." />
  return (
    <ol className={styles.entries}>
      {replies.map((reply) => (
        <li key={reply.id} id={`reply-${reply.id}`} className={styles.entry}>
          <h3>
            <a href={`/venues/${reply.venue}`}>{venueName(reply.venue)}</a> · about{' '}
            <span className={styles.id}>{reply.about.replaceAll('_', ' ')}</span>
          </h3>
          <p>
            <ReplyText reply={reply} />
          </p>
        </li>
      ))}
    </ol>
  )
}
