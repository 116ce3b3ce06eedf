'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import styles from './print-address.module.css'

/** The address of the page, for paper only. */
export function PrintAddress({ origin }: { readonly origin: string }) {
  const path = usePathname()
  const query = useSearchParams().toString()
  const asked = query === '' ? '' : `?${query.replaceAll('%2C', ',').replaceAll('%3A', ':')}`
  return (
    // A page that does not exist is made under another address than the reader's.
    <p className={styles.address} suppressHydrationWarning>
      {`Printed from ${origin}${path}${asked}`}
    </p>
  )
}
