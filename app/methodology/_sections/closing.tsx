import { ExternalLink } from '@/app/_components/external-link'
import { Prose, Section } from '@/app/_components/page'
import { sourceGroups } from '../sources'
import { vocabulary } from '../vocabulary'
import styles from './closing.module.css'

export function VocabularySection() {
  return (
    <Section id="vocabulary" title="Vocabulary" note="One word per thing, the same in pages, API and downloads.">
      <dl className={styles.words}>
        {vocabulary.map(({ name, means, not }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {means}
              {not === null ? null : <span className={styles.not}> Not: {not}.</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

export function CorrectionsSection() {
  return (
    <Section id="corrections" title="Corrections">
      <Prose>
        <p>
          Anyone may report an error, venues included: “Report an error” beside a row names it by its id, shows what is
          stored and composes the text. <a href="/corrections">All corrections, restatements and replies</a> are public.
        </p>
        <ul>
          <li>
            Every correction is an entry in a public file that only grows: one field of one row, old value, new value,
            why, and the evidence. For 30 days a note stands beside the figure everywhere it is shown.
          </li>
          <li>
            A figure of the record is a line in the project’s own files with its source; it is changed there, with the
            better source.
          </li>
          <li>
            A collected figure is never edited. If it was read wrongly, the reader is mended and the corrected row is
            added as a new revision; the old one stays readable with <code>as_of</code>. A corrected row stands until a
            new observation, even if the source repeats the old value for the same moment.
          </li>
          <li>
            A venue may point to a better source for a fact about itself, or reply: its words stand beside the figure
            with date and source, and badges say “disputed” where it disputes the figure. A claim without a public
            source is not entered.
          </li>
        </ul>
      </Prose>
    </Section>
  )
}

export function SourcesSection() {
  return (
    <Section
      id="sources"
      title="Sources"
      note="What the methods rest on, and how it was read. What single venues say is linked from their pages, step by step."
    >
      <div className={styles.groups}>
        {sourceGroups.map(({ title, sources }) => (
          <div key={title}>
            <h3>{title}</h3>
            <ul>
              {sources.map(({ text, href, note }) => (
                <li key={text}>
                  {href === null ? text : <ExternalLink href={href}>{text}</ExternalLink>}
                  {note === null ? null : <span className={styles.not}> ({note})</span>}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  )
}
