import { z } from 'zod'
import { type Answer, text, time } from '@/lib/queries/contract/scalars'

/** JSON Feed 1.1 as this site writes it. */
export const jsonFeedSchema = z
  .object({
    version: z.literal('https://jsonfeed.org/version/1.1').describe('The form.'),
    title: text('Name of the feed.'),
    home_page_url: text('The page it belongs to.'),
    feed_url: text('Its own address.'),
    description: text('What is in it.'),
    language: z.literal('en').describe('Language.'),
    authors: z.array(z.object({ name: text('Name.'), url: text('Address.') })).describe('Who writes it.'),
    items: z
      .array(
        z.object({
          id: text('Never changes (a tag URI).'),
          url: text('The page to read on.'),
          title: text('What happened, in a line.'),
          content_text: text('What happened, with figures and their source.'),
          date_published: time('When it happened, or was seen.'),
          date_modified: time('When the entry last said something else.'),
          tags: z.array(z.string()).describe('Kind and venue.'),
        }),
      )
      .describe('Newest first, at most 100.'),
  })
  .describe('JSON Feed 1.1.')

export type JsonFeed = Answer<z.output<typeof jsonFeedSchema>>
