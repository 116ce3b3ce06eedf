import { CodeBlock } from '@/app/_components/code-block'
import { examplesFor } from '@/lib/render/data-examples'
import styles from './page.module.css'

export function Examples({ publicUrl }: { readonly publicUrl: string }) {
  return (
    <div className={styles.examples}>
      {examplesFor(publicUrl).map(({ title, code }) => (
        <div key={title} className={styles.example}>
          <h3>{title}</h3>
          <CodeBlock label={`Example for ${title}`} text={code} />
        </div>
      ))}
    </div>
  )
}
