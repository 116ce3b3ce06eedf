import type { JsonFeed } from '@/lib/queries/contract/feed'
import type { Feed } from '@/lib/queries/dto/feed'

/** A feed as JSON Feed 1.1. */
export function toJsonFeed(feed: Feed, publicUrl: string): JsonFeed {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: `${publicUrl}${feed.homePath}`,
    feed_url: `${publicUrl}${feed.selfPath}.json`,
    description: feed.description,
    language: 'en',
    authors: [{ name: 'Coverline', url: `${publicUrl}/` }],
    items: feed.items.map((item) => ({
      id: item.id,
      url: `${publicUrl}${item.path}`,
      title: item.title,
      content_text: item.text,
      date_published: item.publishedAt,
      date_modified: item.updatedAt,
      tags: [item.kind, item.venue],
    })),
  }
}
