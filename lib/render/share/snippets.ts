import { pinnedPath } from '@/lib/render/as-of'
import { markup } from '@/lib/render/share/markup'

export interface ShareSnippet {
  readonly id: string
  readonly title: string
  readonly note: string
  readonly code: string
}

/** The address of a venue's card: another one whenever the data is, because pictures are kept by address. */
export function cardPath(name: string, checkedAt: string | null, correction: string | null = null): string {
  if (checkedAt === null) return `/card/${name}.png`
  return `/card/${name}.png?v=${Date.parse(checkedAt)}${correction === null ? '' : `-${correction}`}`
}

/** What an exchange or a writer pastes into a page of their own. */
export function shareSnippets({
  venue,
  name,
  publicUrl,
  asOf,
}: {
  readonly venue: string
  readonly name: string
  readonly publicUrl: string
  /** The moment a frozen frame is pinned to, ISO 8601. */
  readonly asOf: string
}): readonly ShareSnippet[] {
  const page = `${publicUrl}/venues/${venue}`
  const badge = `${publicUrl}/badge/${venue}.svg`
  return [
    {
      id: 'frame',
      title: 'Live figure in a frame',
      note: 'Takes its figure away by itself once it is late. For a dark or a light page add ?theme=dark or ?theme=light.',
      code: markup`<iframe src="${publicUrl}/embed/${venue}" title="${name} insurance fund, by Coverline" width="420" height="220" loading="lazy" style="border:0"></iframe>`
        .text,
    },
    {
      id: 'frozen-frame',
      title: 'Frozen figure in a frame',
      note: 'For an article about a day: the figure as it is known now, with this moment in words. It never changes, whatever is collected or corrected later.',
      code: markup`<iframe src="${publicUrl}${pinnedPath(`/embed/${venue}`, asOf)}" title="${name} insurance fund as known at ${asOf}, by Coverline" width="420" height="220" loading="lazy" style="border:0"></iframe>`
        .text,
    },
    {
      id: 'badge-html',
      title: 'Badge, HTML',
      note: 'The figure and when it was checked; it says by itself when it is stale or not disclosed.',
      code: markup`<a href="${page}"><img src="${badge}" alt="${name} insurance fund, by Coverline"></a>`.text,
    },
    {
      id: 'badge-markdown',
      title: 'Badge, Markdown',
      note: 'For a README. ?metric=coverage shows coverage instead of the balance.',
      code: `[![${name} insurance fund](${badge})](${page})`,
    },
  ]
}
