import { describe, expect, test } from 'vitest'
import { matchesEtag, strongEtag, weakEtag } from '@/lib/export/etag'
import { problem } from '@/lib/export/problem'
import { prometheusText } from '@/lib/export/prometheus'
import { findSeries, seriesDefinitions } from '@/lib/export/series'
import { snakeName, toSnake } from '@/lib/export/snake'

describe('entity tags', () => {
  test('follow the content', () => {
    expect(strongEtag('a')).toBe(strongEtag(Buffer.from('a')))
    expect(strongEtag('a')).not.toBe(strongEtag('b'))
    expect(weakEtag('a')).toBe(`W/${strongEtag('a')}`)
  })

  test('match by weak comparison, in a list, or by *', () => {
    const tag = weakEtag('a')
    expect(
      [null, '', '"x"', tag, tag.slice(2), `"x", ${tag}`, '*', ' * '].map((header) => matchesEtag(header, tag)),
    ).toEqual([false, false, false, true, true, true, true, true])
  })
})

describe('public names', () => {
  test('are the field in snake case', () => {
    expect(['fundUsd', 'rawSha256', 'change24h', 'change7d', 'venue', 'source_url'].map(snakeName)).toEqual([
      'fund_usd',
      'raw_sha256',
      'change_24h',
      'change_7d',
      'venue',
      'source_url',
    ])
  })

  test('reach to the depth and leave values alone', () => {
    const named = toSnake({
      meta: { asOf: null },
      funds: [{ partOf: 'aB', balances: [{ expectedEveryS: 60 }] }],
      change7d: 0.1,
    })
    expect(named).toEqual({
      meta: { as_of: null },
      funds: [{ part_of: 'aB', balances: [{ expected_every_s: 60 }] }],
      change_7d: 0.1,
    })
    // The type follows: this would not compile otherwise.
    expect(named.funds[0]?.balances[0]?.expected_every_s).toBe(60)
  })
})

describe('problems', () => {
  test('carry type, title, status, detail, and errors only when there are any', () => {
    expect(problem(404, 'no venue "x"')).toEqual({
      type: 'about:blank',
      title: 'Not found',
      status: 404,
      detail: 'no venue "x"',
    })
    expect(problem(400, 'bad', [{ path: 'from', message: 'm' }]).errors).toEqual([{ path: 'from', message: 'm' }])
  })
})

describe('Prometheus text', () => {
  test('escapes label values', () => {
    const samples = [{ labels: { venue: 'a"b\\c\nd' }, value: 1.5 }]
    expect(prometheusText([{ name: 'x', type: 'gauge', help: 'X.', samples }])).toBe(
      '# HELP x X.\n# TYPE x gauge\nx{venue="a\\"b\\\\c\\nd"} 1.5\n',
    )
  })
})

describe('series definitions', () => {
  test('have unique columns, each described', () => {
    const all = Object.values(seriesDefinitions)
    for (const { name, columns } of all) {
      expect(findSeries(name)?.columns).toBe(columns)
      expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length)
      expect(columns.filter((column) => column.description === '')).toEqual([])
    }
    expect(all).toHaveLength(12)
    expect([findSeries('toString'), findSeries('')]).toEqual([null, null])
  })
})
