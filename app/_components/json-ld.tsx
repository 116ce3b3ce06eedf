import { type JsonLd as Data, jsonLdText } from '@/lib/render/structured-data'

/** Structured data for search engines; a data block, which no browser runs. */
export function JsonLd({ data }: { readonly data: Data }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON in which no element can end
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: jsonLdText(data) }} />
}
