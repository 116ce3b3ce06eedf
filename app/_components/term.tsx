import type { ReactNode } from 'react'
import { glossary, type TermName } from '@/lib/render/glossary'
import { Aside } from './aside'
import styles from './term.module.css'

/** A word with its definition in place. */
export function Term({ name, children }: { readonly name: TermName; readonly children?: ReactNode }) {
  const { title, text } = glossary[name]
  return (
    <Aside label={children ?? title}>
      <dfn className={styles.title}>{title}</dfn> {text}
    </Aside>
  )
}
