import type { ReactNode } from 'react'
import styles from './filter-form.module.css'

/** A row of fields that narrow a list. A plain form: what it sets is in the address. */
export function FilterForm({
  label,
  action,
  submit = 'Apply',
  children,
}: {
  readonly label: string
  readonly action: string
  readonly submit?: string
  readonly children: ReactNode
}) {
  return (
    <search aria-label={label}>
      <form className={styles.form} method="get" action={action}>
        {children}
        <button type="submit">{submit}</button>
      </form>
    </search>
  )
}

/** A field for a few letters of a name. */
export function FilterSearch({
  label,
  name,
  value,
}: {
  readonly label: string
  readonly name: string
  readonly value: string
}) {
  return (
    <label>
      <span>{label}</span>
      <input type="search" name={name} defaultValue={value} size={12} maxLength={60} />
    </label>
  )
}

/** One list to choose from; the empty choice is `any` unless it is said that there is none. */
export function FilterSelect({
  label,
  name,
  value,
  options,
  anyText = 'any',
}: {
  readonly label: string
  readonly name: string
  readonly value: string | null
  readonly options: readonly { readonly value: string; readonly text: string }[]
  readonly anyText?: string | null
}) {
  return (
    <label>
      <span>{label}</span>
      <select name={name} defaultValue={value ?? ''}>
        {anyText === null ? null : <option value="">{anyText}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  )
}
