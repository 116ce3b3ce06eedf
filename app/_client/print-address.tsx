'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import styles from './print-address.module.css'

/** The address of the page, for paper only. */
export function PrintAddress({ origin }: { readonly origin: string }) {
  const path = usePathname()
  const query = useSearchParams().toString()
  return (
    <p className={styles.address}>
      Printed from {origin}
      {path}
      {query === '' ? '' : `?${query.replaceAll('%2C', ',').replaceAll('%3A', ':')}`}
    </p>
  )
}
