import { CopyButton } from '@/app/_client/copy-button'
import { CodeBlock } from '@/app/_components/code-block'
import type { VenuePage } from '@/lib/queries/dto/venue'
import { pinnedPath } from '@/lib/render/as-of'
import { shareSnippets } from '@/lib/render/share/snippets'
import parts from './parts.module.css'

/** Code to paste for a frame and a badge that cannot go stale in silence. */
export function Share({
  page,
  publicUrl,
  asOf,
}: {
  readonly page: Pick<VenuePage, 'venue' | 'name'>
  readonly publicUrl: string
  readonly asOf: string
}) {
  return (
    <>
      <p>
        {/* biome-ignore lint/performance/noImgElement: the badge as others show it, a few hundred bytes of SVG */}
        <img src={`/badge/${page.venue}.svg`} className={parts.badge} alt={`The badge of ${page.name} as it stands`} />{' '}
        <a href={`/embed/${page.venue}`}>The frame as it stands</a>{' '}
        <a href={pinnedPath(`/embed/${page.venue}`, asOf)}>Frozen at this moment</a>
      </p>
      {shareSnippets({ venue: page.venue, name: page.name, publicUrl, asOf }).map(({ id, title, note, code }) => (
        <details key={id} className={parts.share}>
          <summary>{title}</summary>
          <p>{note}</p>
          <CodeBlock label={title} text={code} />
          <CopyButton text={code} label="Copy" what={title} />
        </details>
      ))}
    </>
  )
}
