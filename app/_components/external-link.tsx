import type { ReactNode } from 'react'

/** A link that leaves the site; with no text of its own it shows the host it leads to. */
export function ExternalLink({ href, children }: { readonly href: string; readonly children?: ReactNode }) {
  return (
    <a href={href} rel="noopener noreferrer external">
      {children ?? hostOf(href)}
    </a>
  )
}

function hostOf(href: string): string {
  return URL.canParse(href) ? new URL(href).host.replace(/^www\./, '') : href
}
