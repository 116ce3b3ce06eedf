import { CopyButton } from '@/app/_client/copy-button'
import { bibtex } from '@/lib/export/cite/bibtex'
import { type Citation, longCitation, shortCitation } from '@/lib/export/cite/citation'
import { ris } from '@/lib/export/cite/ris'
import styles from './cite.module.css'
import { CodeBlock } from './code-block'

const FILES = [
  { suffix: 'bib', text: 'BibTeX' },
  { suffix: 'ris', text: 'RIS' },
  { suffix: 'json', text: 'CSL-JSON' },
] as const

/** How to cite what the page shows, in every form, and as files. `file` is their address up to the suffix. */
export function Cite({
  citation,
  file,
  query = '',
}: {
  readonly citation: Citation
  readonly file: string
  /** Of the files, with its question mark. */
  readonly query?: string
}) {
  const forms = [
    { title: 'Short', text: shortCitation(citation) },
    { title: 'Long', text: longCitation(citation) },
    { title: 'BibTeX', text: bibtex(citation) },
    { title: 'RIS', text: ris(citation) },
  ]
  return (
    <details className={styles.cite}>
      <summary>Cite this page</summary>
      <p className={styles.note}>
        {citation.asOf === null
          ? 'This page cannot be pinned to a moment: the citation says when it was read and how old its data was.'
          : 'The address is pinned: it shows what was known at its moment, whatever is collected or corrected later.'}{' '}
        As files:{' '}
        {FILES.map(({ suffix, text }, index) => (
          <span key={suffix}>
            {index === 0 ? '' : ', '}
            <a href={`${file}.${suffix}${query}`}>{text}</a>
          </span>
        ))}
        {citation.accessed === null ? ' (with the day you fetch them)' : ''}.
      </p>
      {forms.map(({ title, text }) => (
        <div key={title}>
          <h3>{title}</h3>
          <CodeBlock label={`Citation: ${title}`} text={text} />
          <CopyButton text={text} label="Copy" what={`Citation: ${title}`} />
        </div>
      ))}
    </details>
  )
}
