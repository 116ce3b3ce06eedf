import Link from 'next/link'
import { asSentence } from '@/lib/render/words'
import styles from './shown-line.module.css'

/** Says which rows of a long table are shown and leads to all of them; nothing where all are shown. */
export function ShownLine({
  rule,
  href,
  children,
}: {
  readonly rule: string | null
  readonly href: string
  readonly children: string
}) {
  if (rule === null) return null
  return (
    <p className={styles.line}>
      {asSentence(rule)}{' '}
      <Link href={href} prefetch={false}>
        {children}
      </Link>
    </p>
  )
}
