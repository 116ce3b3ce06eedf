import { CodeBlock } from '@/app/_components/code-block'
import { Notice } from '@/app/_components/notice'
import type { EvidencePage } from '@/lib/queries/dto/evidence'
import { formatBytes } from '@/lib/render/bytes'
import { indentJson, isJson } from '@/lib/render/indent-json'
import styles from './page.module.css'

/** What a page shows of a long answer; the whole is one link away. */
const SHOWN_CHARACTERS = 60_000

interface Shown {
  readonly text: string
  readonly isIndented: boolean
  readonly isCut: boolean
}

function shownText(body: string, truncated: boolean): Shown {
  const isIndented = isJson(body) || (truncated && /^\s*[[{]/.test(body))
  const text = isIndented ? indentJson(body) : body
  if (text.length <= SHOWN_CHARACTERS) return { text, isIndented, isCut: truncated }
  const cut = text.slice(0, SHOWN_CHARACTERS)
  return { text: cut.slice(0, cut.lastIndexOf('\n') + 1) || cut, isIndented, isCut: true }
}

/** The bytes as text, how to get them whole, and how to check that they are the ones. */
export function StoredBytes({
  evidence: { sha256, size, bodyText, truncated, expired },
  publicUrl,
}: {
  readonly evidence: EvidencePage
  readonly publicUrl: string
}) {
  if (expired || bodyText === null) {
    return (
      <Notice title="bytes expired, hash kept">
        Bytes of open interest and ADL signals are kept for a time only. The hash and the figures read from them stay:
        whoever holds the same answer can still check it against the hash.
      </Notice>
    )
  }
  const { text, isIndented, isCut } = shownText(bodyText, truncated)
  return (
    <>
      <p className={styles.note}>
        {isCut ? `The beginning of ${formatBytes(size)}. ` : `All ${formatBytes(size)}. `}
        {isIndented ? 'Line breaks and indents are added here for reading; the raw bytes have their own. ' : ''}
        <a href={`/evidence/${sha256}/raw`}>Download the raw bytes</a>
      </p>
      <CodeBlock label="Stored bytes" text={text} bounded />
      <h3>Check it yourself</h3>
      <p className={styles.note}>The command prints the hash at the top of this page, if nothing was changed.</p>
      <CodeBlock label="Command to check the hash" text={`curl -s ${publicUrl}/evidence/${sha256}/raw | sha256sum`} />
      <p className={styles.note}>
        To compare with the venue, ask it the request above. Most answers change from minute to minute, so its hash will
        differ; the figures of closed days should not.
      </p>
    </>
  )
}
