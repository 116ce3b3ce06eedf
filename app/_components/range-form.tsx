import { useId } from 'react'
import type { ChartRange } from '@/lib/queries/dto/chart'
import { type ReadRange, readTime } from '@/lib/render/chart-query'
import styles from './range-form.module.css'

export interface RangeFormProps {
  readonly action: string
  /** What else the address says. */
  readonly hidden: readonly (readonly [name: string, value: string])[]
  readonly read: ReadRange
  /** The range that is shown. */
  readonly range: ChartRange
}

/** A time as the field writes it: without a zone, for it is UTC. Empty where none can be read. */
function fieldValue(at: Date | null): string {
  return at === null ? '' : at.toISOString().slice(0, 16)
}

/** A range of one's own, from and to in UTC. A plain form: it works without scripts, and what it sets is in the address. */
export function RangeForm({ action, hidden, read, range }: RangeFormProps) {
  const id = useId()
  const custom = typeof range === 'string' ? null : range
  const problemOf = (field: string) => read.problems.find(({ path }) => path === field)?.message ?? null
  const fields = [
    { name: 'from', text: 'From', value: fieldValue(custom === null ? readTime(read.given.from) : custom.from) },
    { name: 'to', text: 'To, not included', value: fieldValue(custom === null ? readTime(read.given.to) : custom.to) },
  ]
  return (
    <details className={styles.custom} open={custom !== null || read.problems.length > 0}>
      <summary>Own range</summary>
      <form className={styles.form} method="get" action={action} aria-label="Own range, UTC">
        {hidden.map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        {fields.map(({ name, text, value }) => {
          const problem = problemOf(name)
          return (
            <label key={name}>
              <span>{text} (UTC)</span>
              <input
                type="datetime-local"
                name={name}
                defaultValue={value}
                aria-invalid={problem === null ? undefined : true}
                aria-describedby={problem === null ? undefined : `${id}-${name}`}
              />
            </label>
          )
        })}
        <button type="submit">Show</button>
        {read.problems.length === 0 ? null : (
          <div className={styles.problems} role="alert">
            {read.problems.map(({ path, message }) => (
              <p key={path} id={`${id}-${path}`}>
                <code>{path}</code>: {message}.
              </p>
            ))}
          </div>
        )}
      </form>
    </details>
  )
}
