import { describe, expect, test } from 'vitest'
import jupiter from '@/lib/venues/jupiter-perps'
import { loadFixture, normaliseFixture, sourceOf } from '../../support/venue-fixtures'

const fund = sourceOf(jupiter, 'fund')
const documented = loadFixture('jupiter-perps', 'fund', 'documented')

/** What is read when fields of the documented answer are replaced. */
function read(fields: Readonly<Record<string, unknown>>) {
  const responses = documented.responses.map((item) => ({ ...item, body: Object.assign({}, item.body, fields) }))
  const { observations, rejected } = normaliseFixture(fund, { ...documented, responses })
  const [pool] = observations.flatMap((item) => (item.kind === 'fund_balance' ? [item] : []))
  return { pool, units: pool?.units.toFixed(), why: rejected[0]?.reason }
}

describe('the JLP pool', () => {
  test('is a counterparty that covers nothing', () => {
    expect(read({}).pool?.fund).toMatchObject({ fundType: 'counterparty', cover: { kind: 'none' } })
  })

  test('is read from the formatted figure, whatever the raw one says', () => {
    expect(read({ aumUsd: '1' }).units).toBe('1234567890')
    expect(read({ aumUsdFormatted: '123,456.79', aumUsd: '123456789000000' }).units).toBe('123456.79')
  })

  test.each([
    ['1,234', '1234'],
    ['1234567', '1234567'],
    ['0.00', '0'],
  ])('%s is %s', (text, units) => expect(read({ aumUsdFormatted: text }).units).toBe(units))

  test.each([['1,23'], ['1,234,56'], [',123'], ['1.234.567,00'], ['$1,234'], ['1 234']])('%s is no number', (text) => {
    expect(read({ aumUsdFormatted: text })).toMatchObject({ pool: undefined, why: 'not_a_number' })
  })

  test('is refused when price times supply says something else, and only then', () => {
    const twins = { aumUsdFormatted: '1,000.00', jlpPriceUsdFormatted: '4', jlpTotalSupplyFormatted: '250' }
    expect(read(twins).units).toBe('1000')
    expect(read({ ...twins, jlpTotalSupplyFormatted: '240' }).units).toBe('1000')
    expect(read({ ...twins, jlpTotalSupplyFormatted: '200' })).toMatchObject({ pool: undefined, why: 'inconsistent' })
    expect(read({ ...twins, jlpPriceUsdFormatted: '' }).units).toBe('1000')
  })
})
