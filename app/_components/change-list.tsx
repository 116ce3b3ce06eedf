import Link from 'next/link'
import { ExternalLink } from '@/app/_components/external-link'
import type { DisclosureChangeRow } from '@/lib/queries/dto/disclosure'
import { changeWord } from '@/lib/render/disclosure-text'
import { formatCount } from '@/lib/render/format'
import { asSentence } from '@/lib/render/words'
import styles from './change-list.module.css'

/** More contracts than the sentence names are behind a disclosure. */
const NAMED_IN_TEXT = 5

function Capture({ sha256, children }: { readonly sha256: string | null; readonly children: string }) {
  if (sha256 === null) return null
  return (
    <Link href={`/evidence/${sha256}`} prefetch={false} title={`SHA-256 ${sha256}`}>
      {children} <code>{sha256.slice(0, 8)}</code>
    </Link>
  )
}

function Change({ change, nameOf }: { readonly change: DisclosureChangeRow; readonly nameOf: NameOf | null }) {
  return (
    <li id={change.change} className={styles.change}>
      <time dateTime={change.changedOn} className={styles.date}>
        {change.changedOn}
      </time>
      <div>
        <p className={styles.text}>
          {nameOf === null ? null : <a href={`/venues/${change.venue}`}>{nameOf(change.venue)}</a>}
          {nameOf === null ? null : ' · '}
          <span className={styles.kind}>{changeWord(change.kind)}</span>
          {change.source === null ? null : ` · ${change.source}`}. {asSentence(change.text)}
        </p>
        {change.markets.length <= NAMED_IN_TEXT ? null : (
          <details className={styles.contracts}>
            <summary>{formatCount(change.markets.length, 'contract')}</summary>
            <p>{change.markets.join(', ')}</p>
          </details>
        )}
        <p className={styles.small}>
          <Capture sha256={change.beforeSha256}>last answer before</Capture>
          <Capture sha256={change.rawSha256}>first answer after</Capture>
          {change.sourceUrl === null ? null : (
            <span>
              {change.basis === 'published' ? 'source' : 'documents'} <ExternalLink href={change.sourceUrl} />
              {change.otherSources.map((href) => (
                <span key={href}>
                  , <ExternalLink href={href} />
                </span>
              ))}
            </span>
          )}
          {change.basis === 'collected' ? null : <span>{change.basis}</span>}
          {change.confidence === null ? null : <span>confidence {change.confidence}</span>}
          {change.viaCopy ? <span>via copy</span> : null}
        </p>
      </div>
    </li>
  )
}

type NameOf = (venue: string) => string

/** Changes of the ledger with their evidence; `nameOf` names the venue of each, where they are of several. */
export function ChangeList({
  changes,
  nameOf = null,
}: {
  readonly changes: readonly DisclosureChangeRow[]
  readonly nameOf?: NameOf | null
}) {
  return (
    <ol className={styles.changes}>
      {changes.map((change) => (
        <Change key={change.change} change={change} nameOf={nameOf} />
      ))}
    </ol>
  )
}
