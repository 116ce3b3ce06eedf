import type { Feed, FeedItem } from '@/lib/queries/dto/feed'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** What XML 1.0 cannot or should not hold: controls, halves of characters, two code points that are none. */
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu

/** Text for an element or an attribute; what XML cannot hold becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(UNWRITABLE, '\ufffd').replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}

/** A feed as Atom (RFC 4287). */
export function atomText(feed: Feed, publicUrl: string): string {
  const link = (rel: string, type: string, path: string) =>
    `  <link rel="${rel}" type="${type}" href="${escapeXml(`${publicUrl}${path}`)}"/>`
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    `  <id>${escapeXml(feed.id)}</id>`,
    `  <title>${escapeXml(feed.title)}</title>`,
    `  <subtitle>${escapeXml(feed.description)}</subtitle>`,
    `  <updated>${feed.updatedAt}</updated>`,
    `  <author><name>Coverline</name><uri>${escapeXml(`${publicUrl}/`)}</uri></author>`,
    link('self', 'application/atom+xml', `${feed.selfPath}.xml`),
    link('alternate', 'text/html', feed.homePath),
    ...feed.items.map((item) => entryText(item, publicUrl)),
    '</feed>',
    '',
  ].join('\n')
}

function entryText(item: FeedItem, publicUrl: string): string {
  return [
    '  <entry>',
    `    <id>${escapeXml(item.id)}</id>`,
    `    <title>${escapeXml(item.title)}</title>`,
    `    <link rel="alternate" href="${escapeXml(`${publicUrl}${item.path}`)}"/>`,
    `    <published>${item.publishedAt}</published>`,
    `    <updated>${item.updatedAt}</updated>`,
    `    <category term="${escapeXml(item.kind)}"/>`,
    `    <category term="${escapeXml(item.venue)}" scheme="${escapeXml(`${publicUrl}/venues`)}"/>`,
    `    <content type="text">${escapeXml(item.text)}</content>`,
    '  </entry>',
  ].join('\n')
}
