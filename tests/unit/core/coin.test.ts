import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COIN_ALIASES, coinOf, namesOfCoin } from '@/lib/core/coin'

describe('coinOf', () => {
  test.each([
    ['BTC', 'BTC', 1],
    ['XBT', 'BTC', 1],
    ['1000PEPE', 'PEPE', 1000],
    ['kPEPE', 'PEPE', 1000],
    ['SHIB1000', 'SHIB', 1000],
    ['10000SATS', 'SATS', 10_000],
    ['1MBABYDOGE', 'BABYDOGE', 1_000_000],
    ['1000000MOG', 'MOG', 1_000_000],
  ])('%s is %s, %d to a unit', (name, coin, per) => {
    expect(coinOf(name)).toEqual({ name, coin, per })
  })

  test.each(['1INCH', '1000X', 'K', 'KPEPE', 'kX', '1000CAT', 'WBTC', 'xbt', 'POL'])(
    '%s is not cut: only listed names are unified',
    (name) => {
      expect(coinOf(name)).toEqual({ name, coin: name, per: 1 })
    },
  )

  test('a coin is never itself an alias, and every alias is found again by its coin', () => {
    expect(COIN_ALIASES.length).toBeGreaterThanOrEqual(20)
    expect(new Set(COIN_ALIASES.map(({ name }) => name)).size).toBe(COIN_ALIASES.length)
    for (const { name, coin, per } of COIN_ALIASES) {
      expect(coinOf(coin).coin).toBe(coin)
      expect(namesOfCoin(coin)).toContain(name)
      expect(Number.isInteger(per)).toBe(true)
      expect([1, 1000, 10_000, 1_000_000]).toContain(per)
    }
  })

  test('any name leads to one coin, and from the coin back to the name', () => {
    const names = fc.oneof(fc.string(), fc.constantFrom(...COIN_ALIASES.map(({ name }) => name)))
    fc.assert(
      fc.property(names, (name) => {
        const { coin } = coinOf(name)
        expect(coinOf(coin).coin).toBe(coin)
        expect(namesOfCoin(coin)).toContain(name)
      }),
    )
  })
})
