import { glossary, type TermName } from '@/lib/render/glossary'
import styles from './definitions.module.css'

/** One sentence per word, near the table that uses them. */
export function Definitions({ names }: { readonly names: readonly TermName[] }) {
  return (
    <dl className={styles.list}>
      {names.map((name) => (
        <div key={name}>
          <dt className={styles.title}>{glossary[name].title}</dt>
          <dd className={styles.text}>{glossary[name].text}</dd>
        </div>
      ))}
    </dl>
  )
}
