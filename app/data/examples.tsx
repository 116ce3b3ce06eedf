import { CopyButton } from '@/app/_client/copy-button'
import { CodeBlock } from '@/app/_components/code-block'
import type { Snippet } from '@/lib/export/snippets'
import styles from './page.module.css'

/** Programs to copy, one below the other. */
export function Examples({
  snippets,
  what,
  copy,
}: {
  readonly snippets: readonly Snippet[]
  readonly what: string
  readonly copy: boolean
}) {
  return (
    <div className={styles.examples}>
      {snippets.map(({ tool, code }) => (
        <div key={tool} className={styles.example}>
          <h3>{tool}</h3>
          <CodeBlock label={`${what} in ${tool}`} text={code} />
          {copy ? <CopyButton text={code} label="Copy" what={`${what} in ${tool}`} /> : null}
        </div>
      ))}
    </div>
  )
}
