import type { State } from '@/lib/core/observation'

const SHAPES: Readonly<Record<State, React.ReactNode>> = {
  live: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  unchanged: <circle cx="6" cy="6" r="3.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  late: (
    <g fill="none" stroke="currentColor" strokeWidth="1.5">
      <circle cx="6" cy="6" r="4.75" />
      <path d="M6 3v3l2 1.5" />
    </g>
  ),
  failing: (
    <g>
      <path d="M6 1 11.5 11H.5Z" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" />
      <path d="M6 4.5v3M6 8.6v1" stroke="currentColor" strokeWidth="1.4" />
    </g>
  ),
  withdrawn: (
    <g fill="none" stroke="currentColor" strokeWidth="1.4">
      <rect x="1.5" y="1.5" width="9" height="9" />
      <path d="m3.5 3.5 5 5m0-5-5 5" />
    </g>
  ),
  none: <path d="M2 6h8" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 2" />,
}

/** A shape per state, so that the word does not stand alone and colour carries nothing. */
export function StateIcon({ state }: { readonly state: State }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {SHAPES[state]}
    </svg>
  )
}
