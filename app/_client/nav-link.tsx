'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

/** A link of the main navigation that knows when its page is open. */
export function NavLink({
  href,
  under,
  children,
}: {
  readonly href: string
  readonly under?: string
  readonly children: ReactNode
}) {
  const path = usePathname()
  const isHere = path === href
  const isWithin = path.startsWith(`${under ?? href}/`) && (under ?? href) !== ''
  return (
    <Link href={href} prefetch={false} aria-current={isHere ? 'page' : isWithin ? 'true' : undefined}>
      {children}
    </Link>
  )
}
