import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atomText, escapeXml } from '@/lib/export/atom'
import { jsonFeedSchema } from '@/lib/queries/contract/feed'
import type { Feed } from '@/lib/queries/dto/feed'
import { tagUri } from '@/lib/queries/feed/item'
import { toJsonFeed } from '@/lib/queries/feed/json-feed'
import { parseXml } from '@/tests/support/xml'

const hostile = `<b>&amp; "quoted" 'x' ]]> \u0000\u001b \ud800 \ufffe — 𝛑`

function feedOf(text: string): Feed {
  return {
    id: tagUri(['feed', text], false),
    title: text,
    description: text,
    homePath: `/venues/${text}`,
    selfPath: '/feed',
    updatedAt: '2026-11-20T12:00:00.000Z',
    items: [
      {
        id: tagUri(['event', text], true),
        kind: 'event',
        venue: text,
        title: text,
        text,
        path: `/x?a=1&b=${text}`,
        publishedAt: '2026-11-19T12:00:00.000Z',
        updatedAt: '2026-11-20T12:00:00.000Z',
        simulated: true,
      },
    ],
  }
}

describe('Atom', () => {
  test('is well-formed with what RFC 4287 asks for, whatever names are', () => {
    const feed = parseXml(atomText(feedOf(hostile), 'https://coverline.example'))
    expect([feed.name, feed.attributes.xmlns]).toEqual(['feed', 'http://www.w3.org/2005/Atom'])
    const one = (name: string, of = feed) => {
      const found = of.children.filter((child) => child.name === name)
      expect([name, found.length]).toEqual([name, 1])
      return found[0]
    }
    const plain = hostile
      .replace('\u0000', '\ufffd')
      .replace('\u001b', '\ufffd')
      .replace('\ud800', '\ufffd')
      .replace('\ufffe', '\ufffd')
    expect(one('title')?.text).toBe(plain)
    expect(one('id')?.text).toMatch(/^tag:coverline,2026:feed\/[\w%!'()*~.-]+$/)
    expect(one('updated')?.text).toBe('2026-11-20T12:00:00.000Z')
    expect(one('author')?.children[0]?.text).toBe('Coverline')
    expect(
      feed.children.filter((child) => child.attributes.rel === 'self').map((child) => child.attributes.href),
    ).toEqual(['https://coverline.example/feed.xml'])
    const entry = one('entry')
    for (const name of ['id', 'title', 'updated', 'published', 'content']) one(name, entry)
    expect(one('content', entry)?.text).toBe(plain)
    expect(one('link', entry)?.attributes.rel).toBe('alternate')
  })

  test('escapes any text so that it comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const back = parseXml(
          `<?xml version="1.0" encoding="utf-8"?>\n<a b="${escapeXml(text)}">${escapeXml(text)}</a>`,
        )
        expect(back.text).toBe(back.attributes.b)
        expect(back.text.length).toBe(text.length)
      }),
    )
  })
})

test('JSON Feed has what version 1.1 asks for', () => {
  const feed = toJsonFeed(feedOf('Bybit'), 'https://coverline.example')
  expect(jsonFeedSchema.parse(JSON.parse(JSON.stringify(feed)))).toEqual(feed)
  expect(feed.items[0]).toMatchObject({ id: 'tag:coverline,2026:simulated/event/Bybit', tags: ['event', 'Bybit'] })
})

test('a reader that is not one throws on what is not well-formed', () => {
  const declared = (text: string) => () => parseXml(`<?xml version="1.0" encoding="utf-8"?>\n${text}`)
  const bad = ['<a>', '<a></b>', '<a/><b/>', '<a>&nbsp;</a>', '<a b="1" b="2"/>', '<a>\u0001</a>', '<a>x < y</a>']
  for (const text of bad) expect(declared(text), text).toThrow()
  expect(bad).toHaveLength(7)
})
