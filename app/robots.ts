import type { MetadataRoute } from 'next'
import { env } from '@/lib/env'

export const dynamic = 'force-dynamic'

/** Everything may be read; the archive of raw responses is not for search engines. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: '/', disallow: '/evidence/' },
    sitemap: `${env().publicUrl}/sitemap.xml`,
  }
}
