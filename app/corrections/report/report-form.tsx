import type { Said } from './composed-report'
import styles from './page.module.css'

const FIELDS = [
  ['wrong', 'What is wrong'],
  ['right', 'What is right'],
  ['evidence', 'Evidence: an address where anyone can check it, or the SHA-256 of a capture'],
] as const

/** Three questions about a row. A plain form: its answers are in the address, and nothing is sent anywhere else. */
export function ReportForm({
  record,
  said,
  longest,
}: {
  readonly record: string
  readonly said: Said
  readonly longest: number
}) {
  return (
    <form className={styles.form} method="get" action="/corrections/report#text">
      <input type="hidden" name="record" value={record} />
      {FIELDS.map(([name, label]) => (
        <label key={name}>
          <span>{label}</span>
          <textarea name={name} defaultValue={said[name]} rows={3} maxLength={longest} />
        </label>
      ))}
      <button type="submit">Compose the report</button>
    </form>
  )
}
