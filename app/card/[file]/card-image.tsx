import type { ShareFacts } from '@/lib/render/share/facts'
import { staleText } from '@/lib/render/share/facts'
import { sparkline } from '@/lib/render/sparkline'

export const CARD = { width: 1200, height: 630 } as const
const LINE = { width: 1072, height: 150, padding: 6 }

/** Colours of the light theme; a card is a picture and follows none. */
const INK = '#15181c'
const SOFT = '#434a53'
const ACCENT = '#006987'

function Frame({ mark, children }: { readonly mark: boolean; readonly children: React.ReactNode }) {
  return (
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        width: '100%',
        height: '100%',
        padding: '56px 64px',
        background: '#ffffff',
        color: INK,
        fontSize: 34,
      }}
    >
      {mark ? (
        <div style={{ display: 'flex' }}>
          <div style={{ display: 'flex', padding: '2px 16px', background: '#ffd84d', fontWeight: 700 }}>SIMULATED</div>
        </div>
      ) : null}
      {children}
    </div>
  )
}

/** The card of a venue: name, figure, what it stands behind, when it was checked, and the shape of 30 days. */
export function VenueCard({
  facts,
  days,
  site,
}: {
  readonly facts: ShareFacts
  readonly days: readonly (number | null)[]
  readonly site: string
}) {
  const line = facts.standing === 'current' ? sparkline(days, LINE) : null
  const value = facts.standing === 'stale' ? staleText(facts) : (facts.fund ?? facts.reason ?? 'not stated')
  return (
    <Frame mark={facts.simulated}>
      <div style={{ display: 'flex', color: SOFT }}>{`${facts.name} · ${facts.fundWord}`}</div>
      <div style={{ display: 'flex', marginTop: 12, fontSize: facts.fund === null ? 56 : 104, fontWeight: 700 }}>
        {value}
      </div>
      <div style={{ display: 'flex', marginTop: 8 }}>
        {facts.coverage === null || facts.openInterest === null
          ? facts.standing === 'current' && facts.reason !== null
            ? `Coverage is not stated: ${facts.reason}`
            : ''
          : `${facts.coverage} of the ${facts.openInterest} of open interest it stands behind`}
      </div>
      {facts.remarks.coverage.length === 0 ? null : (
        <div style={{ display: 'flex', marginTop: 8, color: SOFT }}>{facts.remarks.coverage.join(', ')}</div>
      )}
      <div style={{ display: 'flex', flex: 1, alignItems: 'flex-end' }}>
        {line === null || line.path === '' ? null : (
          <svg aria-hidden="true" width={LINE.width} height={LINE.height} viewBox={`0 0 ${LINE.width} ${LINE.height}`}>
            <path d={line.path} fill="none" stroke={ACCENT} strokeWidth="4" />
          </svg>
        )}
      </div>
      <div style={{ display: 'flex', justifyContent: 'space-between', marginTop: 24, fontSize: 28, color: SOFT }}>
        <div style={{ display: 'flex' }}>
          {facts.checked === null ? 'never checked' : `${facts.stateWord}, checked ${facts.checked}`}
        </div>
        <div style={{ display: 'flex' }}>{site}</div>
      </div>
    </Frame>
  )
}

/** The card of the site itself. */
export function SiteCard({
  reporting,
  asOf,
  mark,
  site,
}: {
  readonly reporting: number
  readonly asOf: string | null
  readonly mark: boolean
  readonly site: string
}) {
  return (
    <Frame mark={mark}>
      <div style={{ display: 'flex', color: SOFT }}>Coverline</div>
      <div style={{ display: 'flex', marginTop: 24, fontSize: 68, fontWeight: 700, lineHeight: 1.15 }}>
        Exchange insurance funds against the open interest they stand behind
      </div>
      <div style={{ display: 'flex', flex: 1, marginTop: 32 }}>
        {reporting === 0 ? 'No venue reports a fund yet' : `${reporting} venues report a fund`}
      </div>
      <div style={{ display: 'flex', justifyContent: 'space-between', fontSize: 28, color: SOFT }}>
        <div style={{ display: 'flex' }}>{asOf === null ? 'not yet collected' : `data as of ${asOf}`}</div>
        <div style={{ display: 'flex' }}>{site}</div>
      </div>
    </Frame>
  )
}
