import type { CorrectionNote, ReplyView } from '@/lib/queries/dto/correction'
import { reportHref } from '@/lib/render/correction-text'
import { ExternalLink } from './external-link'
import styles from './remarks.module.css'

/** What must be said beside a figure or a row: that it was corrected, and what its venue says of it. */
export function Remarks({
  corrections = [],
  replies = [],
}: {
  readonly corrections?: readonly CorrectionNote[]
  readonly replies?: readonly ReplyView[]
}) {
  if (corrections.length + replies.length === 0) return null
  return (
    <ul className={styles.remarks}>
      {corrections.map(({ id, path, text }) => (
        <li key={id}>
          <a href={path}>{text}</a>
        </li>
      ))}
      {replies.map((reply) => (
        <li key={reply.id} className={styles.reply}>
          <ReplyText reply={reply} />
        </li>
      ))}
    </ul>
  )
}

/** A reply in the venue’s words, with its day, who said it and where. */
export function ReplyText({ reply }: { readonly reply: ReplyView }) {
  return (
    <>
      {reply.disputes ? 'Disputed by the venue' : 'Reply of the venue'}, {reply.saidBy},{' '}
      <time dateTime={reply.date}>{reply.date}</time>: “{reply.text}” <ExternalLink href={reply.sourceUrl} />
    </>
  )
}

/** Leads to the report of a row. `of` names it for screen readers. */
export function ReportLink({ record, of }: { readonly record: string; readonly of: string }) {
  return (
    <a href={reportHref(record)} className={styles.report}>
      Report an error<span className="visually-hidden"> of {of}</span>
    </a>
  )
}
