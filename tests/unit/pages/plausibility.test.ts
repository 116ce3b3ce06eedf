import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { hasFindings, PlausibilityPanel } from '@/app/venues/[venue]/_parts/plausibility-panel'
import { declaredTests, sayOutcome } from '@/lib/core/metrics/plausibility/declared'
import { tooFew } from '@/lib/core/metrics/plausibility/measured'
import type { PlausibilityRow } from '@/lib/queries/dto/plausibility'
import { formatP, formatStatistic } from '@/lib/render/plausibility-text'

const row = (overrides: Partial<PlausibilityRow> = {}): PlausibilityRow => ({
  test: 'change_volume',
  title: 'Change against volume',
  series: 'the summed fund',
  basis: 'collected',
  from: '2026-01-01',
  to: '2026-05-01',
  outcome: 'none',
  sample: 120,
  minimum: 60,
  statistic: -0.12,
  pValue: 0.3,
  pAdjusted: 1,
  finding: 'The daily change is not reckoned from trading volume.',
  innocent: null,
  where: [],
  ...overrides,
})
const pattern = row({
  test: 'turnover',
  title: 'Open interest against turnover',
  outcome: 'pattern',
  statistic: 5,
  pValue: null,
  pAdjusted: null,
  finding: 'On 5 of 30 market-days open interest moved by more than was traded: A, B, C and 2 more.',
  innocent: 'Block trades left out of volume.',
  where: ['A', 'B', 'C', 'D', 'E'],
})
const silent = row({ title: 'Last digits', outcome: 'too_few', statistic: null, finding: 'too few samples: 1 of 100' })

function render(tests: readonly PlausibilityRow[]): string {
  return renderToStaticMarkup(createElement(PlausibilityPanel, { tests, venue: 'acme' }))
}

describe('the plausibility panel', () => {
  test('shows patterns first, with what would explain them, and keeps silent about short series', () => {
    const html = render([row(), silent, pattern])
    expect(html.indexOf('Open interest against turnover')).toBeLessThan(html.indexOf('Change against volume'))
    expect(html).toContain('1 of 2 tests with enough samples shows a pattern.')
    expect(html).toContain('It may be innocent: Block trades left out of volume.')
    expect(html).toContain('A, B, C, D, E')
    expect(html).toContain('ρ −0.12')
    expect(html).toContain('counted')
    expect(html).not.toContain('Last digits')
    expect(html).not.toContain('too few samples:')
    expect(html).toContain('/api/v1/venues/acme/plausibility')
  })

  test('says what kind of rows were tested', () => {
    expect(render([row({ basis: 'simulated' })])).toContain('SIMULATED rows were tested')
    expect(render([row({ basis: 'published' })])).toContain('typed in from publications')
    expect(render([row()])).toContain('None of 1 test with enough samples shows a pattern.')
  })

  test('is not there when no test has enough samples', () => {
    expect([hasFindings([]), hasFindings([silent]), hasFindings([silent, row()])]).toEqual([false, false, true])
  })
})

describe('the words of the tests', () => {
  test('every sentence is whole, plain and accuses nobody', () => {
    let said = 0
    for (const test of Object.keys(declaredTests) as (keyof typeof declaredTests)[]) {
      for (const outcome of ['pattern', 'none'] as const) {
        const measured = {
          ...tooFew(test, 80, 60),
          statistic: outcome === 'pattern' ? 2 : 0,
          where: ['a', 'b', 'c', 'd'],
        }
        const text = sayOutcome({ ...measured, outcome, pAdjusted: null })
        expect(text).toMatch(/^[A-Z0-9].*\.$/)
        expect(text).not.toMatch(/fraud|fake|manipulat|cheat|suspicious|lie|undefined|NaN/i)
        said += 1
      }
      expect(declaredTests[test].innocent).toMatch(/\.$/)
    }
    expect(said).toBe(20)
  })

  test('numbers in their own units, a p never zero', () => {
    expect([formatP(0.000001), formatP(0.0005), formatP(0.034), formatP(0.5), formatP(1)]).toEqual([
      '< 0.0001',
      '0.0005',
      '0.034',
      '0.50',
      '1.00',
    ])
    expect(formatStatistic({ test: 'flat_lining', statistic: 0.5 })).toBe('50 %')
    expect(formatStatistic({ test: 'last_digit', statistic: 12.34 })).toBe('χ² 12.3')
    expect(formatStatistic({ test: 'jumps', statistic: null })).toBe('')
  })
})
