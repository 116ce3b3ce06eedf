import { type ShareFacts, staleText } from '@/lib/render/share/facts'
import { markup } from '@/lib/render/share/markup'

export const badgeMetrics = ['fund', 'coverage'] as const
export type BadgeMetric = (typeof badgeMetrics)[number]

export interface BadgeText {
  readonly label: string
  readonly message: string
  /** Not current: too old, or there is no figure. */
  readonly isError: boolean
}

/** What a badge says: the figure and when it was checked, or why there is none. Never a grade, never a colour of one. */
export function badgeText(facts: ShareFacts, metric: BadgeMetric): BadgeText {
  const mark = facts.simulated ? 'SIMULATED · ' : ''
  const label = `${mark}${facts.name} ${metric === 'fund' ? facts.fundWord : 'fund coverage'}`
  if (facts.standing === 'stale') return { label, message: staleText(facts), isError: true }
  const value = metric === 'fund' ? facts.fund : facts.coverage === null ? null : `${facts.coverage} of open interest`
  if (facts.standing === 'absent' || value === null)
    return { label, message: facts.reason ?? 'not stated', isError: true }
  const said = facts.checked === null ? [value] : [value, facts.checked]
  return { label, message: [...said, ...facts.remarks[metric]].join(' · '), isError: false }
}

const HEIGHT = 20
const PADDING = 6
const SIZE = 11
/** Mean advance of a sans-serif letter; `textLength` makes every font fit. */
const ADVANCE = 0.6
const LABEL_COLOUR = '#434a53'
const VALUE_COLOUR = '#5c646e'
const LONGEST_MESSAGE = 90

function widthOf(text: string): number {
  return Math.round(text.length * SIZE * ADVANCE)
}

/** The badge as SVG: neutral greys; what is not current has a broken edge as well as words. */
export function badgeSvg({ label, message, isError }: BadgeText): string {
  const shown = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE - 1)}…` : message
  const left = widthOf(label) + 2 * PADDING
  const right = widthOf(shown) + 2 * PADDING
  const text = (words: string, x: number) =>
    markup`<text x="${x}" y="14" textLength="${widthOf(words)}" lengthAdjust="spacingAndGlyphs">${words}</text>`
  const edge = isError
    ? markup`<rect x="${left + 1}" y="1" width="${right - 2}" height="${HEIGHT - 2}" fill="none" stroke="#ffffff" stroke-dasharray="3 2"/>`
    : null
  return markup`<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" role="img" aria-label="${label}: ${message}"><title>${label}: ${message}</title><rect width="${left}" height="${HEIGHT}" fill="${LABEL_COLOUR}"/><rect x="${left}" width="${right}" height="${HEIGHT}" fill="${VALUE_COLOUR}"/>${edge}<g fill="#ffffff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="${SIZE}">${text(label, PADDING)}${text(shown, left + PADDING)}</g></svg>`
    .text
}
