import { DISPUTED } from '@/lib/render/correction-text'
import type { ShareFacts } from '@/lib/render/share/facts'
import { staleText } from '@/lib/render/share/facts'
import { type Markup, markup } from '@/lib/render/share/markup'
import { sparkline } from '@/lib/render/sparkline'

export const embedThemes = ['auto', 'light', 'dark'] as const
export type EmbedTheme = (typeof embedThemes)[number]

export interface EmbedView {
  readonly facts: ShareFacts
  /** The fund over the last 30 days, oldest first; null where a day has none. */
  readonly days: readonly (number | null)[]
  readonly theme: EmbedTheme
  /** The venue's page, the address search engines are to keep. */
  readonly pageUrl: string
  /** Set in a frozen embed: what was known then, for ever, and the pinned page that shows it. */
  readonly frozen: { readonly at: string; readonly figureOf: string | null; readonly pageUrl: string } | null
  /** Epoch ms after which a live figure is late; null where nothing is collected. */
  readonly lateAt: number | null
}

const BOX = { width: 240, height: 40, padding: 3 }
const DARK = '--paper:#0b0e14;--ink:#e7e9ec;--soft:#b9c0c9;--line:#262d38;--accent:#8ab4f8;color-scheme:dark'
/** The one style of every embed; the content security policy names its hash. */
export const EMBED_STYLE = `:root{--paper:#fff;--ink:#15181c;--soft:#434a53;--line:#dcdedb;--accent:#0a4c94;color-scheme:light}
:root[data-theme=dark]{${DARK}}
@media (prefers-color-scheme:dark){:root[data-theme=auto]{${DARK}}}
body{margin:0;padding:12px;background:var(--paper);color:var(--ink);font:14px/1.4 system-ui,sans-serif}
h1{margin:0;font-size:14px}p{margin:4px 0}.value{font-size:24px;font-weight:600;font-variant-numeric:tabular-nums}
.soft{color:var(--soft);font-size:13px}a{color:var(--accent)}.mark{display:inline-block;padding:0 6px;background:#ffd84d;color:#15181c;font-weight:700}
.foot{margin-top:8px;padding-top:6px;border-top:1px solid var(--line)}[hidden]{display:none}`

/** Tells the page around it how high it is, and takes the figure away once it is late: the frame may stay open for days. */
export const EMBED_SCRIPT = `(function(){var d=document,w=window,f=d.getElementById('figure'),s=d.getElementById('stale');
function tell(){w.parent.postMessage({type:'coverline:height',height:d.documentElement.scrollHeight},'*')}
function age(){if(f&&s&&f.dataset.lateAt&&Date.now()>+f.dataset.lateAt){f.hidden=true;s.hidden=false;tell()}}
w.addEventListener('load',tell);w.addEventListener('resize',tell);tell();age();w.setInterval(age,15000)})()`

function figure({ facts, days, lateAt, pageUrl, frozen }: EmbedView): Markup {
  const { fund, openInterest, coverage, move } = facts
  if (facts.standing !== 'current' || fund === null) {
    const words = facts.standing === 'stale' ? staleText(facts) : (facts.reason ?? 'not stated')
    return markup`<p class="value">${words}</p>`
  }
  const line = sparkline(days, BOX)
  return markup`<div id="figure"${lateAt === null ? null : markup` data-late-at="${String(lateAt)}"`}><p class="value">${fund}</p>
<p>${
    coverage === null || openInterest === null
      ? `Coverage is not stated: ${facts.reason ?? 'not yet collected'}`
      : `${coverage} of the ${openInterest} of open interest it stands behind`
  }</p>
${move === null ? null : markup`<p class="soft">A fall of ${move} would empty it, depending on leverage.</p>`}
${noteLine(facts, pageUrl)}
${
  line === null || line.path === ''
    ? null
    : markup`<svg width="${BOX.width}" height="${BOX.height}" viewBox="0 0 ${BOX.width} ${BOX.height}" role="img" aria-label="The fund over ${frozen === null ? 'the last 30 days' : '30 days until then'}"><path d="${line.path}" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>`
}
</div>
${frozen === null ? markup`<p id="stale" class="value" hidden>${staleText(facts)}</p>` : null}`
}

/** A correction of what is shown, and whether the venue disputes it. */
function noteLine({ note, remarks }: ShareFacts, pageUrl: string): Markup | null {
  const disputed = remarks.coverage.includes(DISPUTED) ? markup`<p class="soft">${DISPUTED} by the venue</p>` : null
  if (note === null) return disputed
  return markup`<p class="soft"><a href="${new URL(note.path, pageUrl).href}" target="_blank" rel="noopener">${note.text}</a></p>${disputed}`
}

function timeLine({ facts, frozen }: EmbedView): Markup {
  if (frozen !== null) {
    const figure = frozen.figureOf === null ? null : markup` Figure of ${frozen.figureOf}.`
    return markup`Frozen: as known at ${frozen.at}.${figure} It does not change.`
  }
  return facts.checked === null ? markup`Never checked.` : markup`${facts.stateWord}, checked ${facts.checked}`
}

/** A whole HTML page for an iframe. It needs no script, sets no cookie and loads nothing. */
export function embedPage(view: EmbedView): string {
  const { facts, theme, pageUrl, frozen } = view
  return `<!doctype html>
${
  markup`<html lang="en" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${facts.simulated ? 'SIMULATED · ' : ''}${facts.name} ${facts.fundWord} · Coverline</title>
<link rel="canonical" href="${pageUrl}">
<style>`.text
}${EMBED_STYLE}</style>
</head>
<body>
${
  markup`${facts.simulated ? markup`<p><span class="mark">SIMULATED</span></p>` : null}
<h1>${facts.name} · ${facts.fundWord}</h1>
${figure(view)}
<p class="soft">${timeLine(view)}</p>
<p class="soft foot"><a href="${frozen?.pageUrl ?? pageUrl}" target="_blank" rel="noopener">Coverline: ${frozen === null ? 'history, pools and evidence' : 'all that was known then'}</a></p>
<script>`.text
}${EMBED_SCRIPT}</script>
</body>
</html>
`
}
