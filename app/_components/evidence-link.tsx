import { Absent } from './absent'

/**
 * The way back from a figure to the bytes it was read from. `of` names the figure for screen readers. A plain link: a
 * page has hundreds, and each link of the router would be a component to start up.
 */
export function EvidenceLink({
  sha256,
  of,
  reason,
}: {
  readonly sha256: string | null
  readonly of: string
  readonly reason: string
}) {
  if (sha256 === null) return <Absent reason={reason} />
  return (
    <a href={`/evidence/${sha256}`} title={`SHA-256 ${sha256}`}>
      <code>{sha256.slice(0, 8)}</code>
      <span className="visually-hidden"> evidence of {of}</span>
    </a>
  )
}
