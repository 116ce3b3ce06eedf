import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { env } from '@/lib/env'
import { NavLink } from './_client/nav-link'
import { PrintAddress } from './_client/print-address'
import { SearchLink } from './_client/search-link'
import { ThemeSwitch } from './_client/theme-switch'
import { SimulatedBanner } from './_components/simulated-banner'
import './tokens.css'
import './global.css'
import styles from './layout.module.css'

export const dynamic = 'force-dynamic'

const DESCRIPTION =
  'Exchange insurance funds against the open interest they stand behind: balances, coverage per pool, history, and the evidence behind every figure.'

const CARD = { url: '/card/site.png', width: 1200, height: 630, alt: 'Coverline' }

export function generateMetadata(): Metadata {
  const { simulated, publicUrl } = env()
  const mark = simulated ? 'SIMULATED · ' : ''
  return {
    metadataBase: new URL(publicUrl),
    title: {
      default: `${mark}Coverline: the public record of exchange insurance funds`,
      template: `${mark}%s · Coverline`,
    },
    description: DESCRIPTION,
    applicationName: 'Coverline',
    openGraph: { siteName: 'Coverline', type: 'website', images: [CARD] },
    twitter: { card: 'summary_large_image', images: [CARD] },
    formatDetection: { telephone: false, date: false, address: false, email: false },
    ...(simulated ? { robots: { index: false, follow: false } } : {}),
  }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#0b0e14' },
  ],
}

/** Runs before the first paint, so that a chosen theme does not flash. */
const THEME_SCRIPT =
  "try{var t=localStorage.getItem('theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}"

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file, with the nonce of the page */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
        <link rel="alternate" type="application/atom+xml" title="Coverline, all venues (Atom)" href="/feed.xml" />
        <link
          rel="alternate"
          type="application/feed+json"
          title="Coverline, all venues (JSON Feed)"
          href="/feed.json"
        />
      </head>
      <body>
        <a className="skip-link" href="#main">
          Skip to the figures
        </a>
        {env().simulated ? <SimulatedBanner /> : null}
        <header className={styles.header}>
          <NavLink href="/">Coverline</NavLink>
          <nav aria-label="Main">
            <NavLink href="/" under="/venues">
              Venues
            </NavLink>
            <NavLink href="/compare">Compare</NavLink>
            <NavLink href="/coins">Coins</NavLink>
            <NavLink href="/adl">ADL</NavLink>
            <NavLink href="/stress">Stress</NavLink>
            <NavLink href="/events">Events</NavLink>
            <NavLink href="/disclosure">Disclosure</NavLink>
            <NavLink href="/status">Status</NavLink>
            <NavLink href="/methodology">Methodology</NavLink>
            <NavLink href="/data">Data</NavLink>
          </nav>
          <SearchLink />
          <ThemeSwitch />
        </header>
        <main id="main" className={styles.main} tabIndex={-1}>
          {children}
        </main>
        <footer className={styles.footer}>
          <PrintAddress origin={env().publicUrl} />
          <p>
            Coverline shows what venues publish about their funds, and when. It does not hold money, grade venues or
            advise. All times are UTC.
          </p>
          <nav aria-label="About">
            <NavLink href="/methodology">How figures are made</NavLink>
            <NavLink href="/status">Sources and their state</NavLink>
            <NavLink href="/corrections">Corrections</NavLink>
            <NavLink href="/data">Downloads and API</NavLink>
            <a href="/feed.xml">Feed of changes</a>
          </nav>
        </footer>
      </body>
    </html>
  )
}
