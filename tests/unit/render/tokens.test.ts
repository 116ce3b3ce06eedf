import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { leastDistance, linearRgb, visions } from '@/tests/support/colour'

const css = readFileSync(fileURLToPath(new URL('../../../app/tokens.css', import.meta.url)), 'utf8')

type Tokens = ReadonlyMap<string, string>

function blockAfter(start: string): Tokens {
  const from = css.indexOf(start)
  if (from < 0) throw new Error(`tokens.css has no block ${start}`)
  const body = css.slice(css.indexOf('{', from) + 1, css.indexOf('}', from))
  return new Map([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? '', match[2] ?? '']))
}

const light = blockAfter(':root {')
const dark = blockAfter(':root[data-theme="dark"] {')
const system = blockAfter(':root:not([data-theme="light"]) {')

/** WCAG 2.2 relative luminance. */
function luminance(colour: string): number {
  const [red, green, blue] = linearRgb(colour)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(tokens: Tokens, front: string, back: string): number {
  const read = (name: string) => luminance(tokens.get(name) ?? '')
  const [high = 0, low = 0] = [read(front), read(back)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const TEXT = ['--ink', '--ink-soft', '--ink-faint', '--accent', '--attention'] as const
const GROUNDS = ['--paper', '--paper-raised', '--paper-selected'] as const

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('%s theme', (_, tokens) => {
  test('text reads at 4.5 to 1 on every ground', () => {
    let measured = 0
    for (const front of TEXT) {
      for (const back of GROUNDS) {
        expect([front, back, contrast(tokens, front, back) >= 4.5]).toEqual([front, back, true])
        measured += 1
      }
    }
    expect(measured).toBe(15)
    expect(contrast(tokens, '--accent-ink', '--accent')).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens, '--simulated-ink', '--simulated')).toBeGreaterThanOrEqual(4.5)
  })

  test('lines of charts and edges of controls stand out at 3 to 1', () => {
    const lines = [1, 2, 3, 4, 5, 6].map((number) => `--series-${number}`)
    for (const line of [...lines, '--hairline-strong']) {
      expect([line, contrast(tokens, line, '--paper') >= 3]).toEqual([line, true])
    }
    expect(new Set(lines.map((line) => tokens.get(line))).size).toBe(6)
  })
})

test('the measured set of six line colours is the same in both themes', () => {
  const set = ['#006987', '#699678', '#870ff0', '#b42d0f', '#b478d2', '#ff4b00']
  for (const tokens of [light, dark]) {
    expect([1, 2, 3, 4, 5, 6].map((number) => tokens.get(`--series-${number}`)).sort()).toEqual(set)
  }
})

test.each(visions)('the six line colours stay apart with %s vision', (_name, vision) => {
  const lines = [1, 2, 3, 4, 5, 6].map((number) => light.get(`--series-${number}`) ?? '')
  expect(leastDistance(lines, vision)).toBeGreaterThanOrEqual(8)
  // A pair that only red-green vision tells apart must be found.
  expect(leastDistance(['#8a7400', '#6b8000'], vision)).toBeLessThan(8)
})

test('a chosen dark theme and a dark system look the same', () => {
  expect(dark.size).toBeGreaterThan(15)
  expect([...system]).toEqual([...dark])
})
