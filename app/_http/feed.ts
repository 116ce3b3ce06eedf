import { getFeed } from '@/app/_data/feed'
import { answer } from '@/app/_http/answer'
import { respondBytes } from '@/app/_http/respond'
import { env } from '@/lib/env'
import { NotFoundError } from '@/lib/errors'
import { atomText } from '@/lib/export/atom'
import { weakEtag } from '@/lib/export/etag'
import type { Feed } from '@/lib/queries/dto/feed'
import { toJsonFeed } from '@/lib/queries/feed/json-feed'
import { noParametersSchema, readParameters } from '@/lib/queries/parameters'

const FORMS = {
  xml: { type: 'application/atom+xml; charset=utf-8', write: atomText },
  json: {
    type: 'application/feed+json; charset=utf-8',
    write: (feed: Feed, publicUrl: string) => JSON.stringify(toJsonFeed(feed, publicUrl)),
  },
} as const

/** A feed in one of its forms; 304 when the asker has it, by tag or else by time. */
export function respondFeed(request: Request, venue: string | null, form: keyof typeof FORMS): Promise<Response> {
  return answer(request, async () => {
    readParameters(noParametersSchema, new URL(request.url).searchParams)
    const feed = await getFeed(venue)
    if (feed === null) throw new NotFoundError(`no venue "${venue?.slice(0, 60)}"; GET /api/v1/venues lists them`)
    const { type, write } = FORMS[form]
    const text = write(feed, env().publicUrl)
    return respondBytes(request, text, {
      'Content-Type': type,
      ETag: weakEtag(text),
      'Last-Modified': new Date(feed.updatedAt).toUTCString(),
    })
  })
}
