import Link from 'next/link'
import type { ReactNode } from 'react'
import { ExternalLink } from './external-link'

/** A link whose address comes from data: within the site, or away from it. */
export function AnyLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  if (!href.startsWith('/')) return <ExternalLink href={href}>{children}</ExternalLink>
  return (
    <Link href={href} prefetch={false}>
      {children}
    </Link>
  )
}
