import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entropyExcess, excessOverLog, solveLowerBranch, solvePrincipalBranch } from '@/lib/core/metrics/lambert-w'
import { logScale } from './laws'

describe('the branches of Lambert W', () => {
  test('solvePrincipalBranch is W0 of (rho-1)/e', () => {
    fc.assert(
      fc.property(logScale(-2, 6), (rho) => {
        const w = Math.log1p(solvePrincipalBranch(rho)) - 1
        expect(w * Math.exp(w + 1)).toBeCloseTo(rho - 1, Math.max(0, 10 - Math.ceil(Math.log10(rho + 1))))
      }),
    )
  })

  test('solveLowerBranch is W-1 of -exp(-1-rho)', () => {
    fc.assert(
      fc.property(logScale(-2, 6), (rho) => {
        const w = -1 - solveLowerBranch(rho)
        expect(Math.abs(Math.log(-w) + w + 1 + rho)).toBeLessThanOrEqual(1e-13 * (1 + rho))
      }),
    )
  })

  test('known values: W0(0) = 0, W0(1) is the omega constant, W-1(-1/4)', () => {
    expect(Math.log1p(solvePrincipalBranch(1)) - 1).toBeCloseTo(0, 14)
    expect(Math.log1p(solvePrincipalBranch(1 + Math.E)) - 1).toBeCloseTo(0.5671432904097838, 14)
    expect(-1 - solveLowerBranch(Math.log(4) - 1)).toBeCloseTo(-2.1532923641103494, 13)
  })

  test('both invert their function down to the smallest arguments', () => {
    fc.assert(
      fc.property(logScale(-300, 6), (rho) => {
        expect(Math.abs(entropyExcess(solvePrincipalBranch(rho)) / rho - 1)).toBeLessThan(1e-13)
        expect(Math.abs(excessOverLog(solveLowerBranch(rho)) / rho - 1)).toBeLessThan(1e-13)
      }),
    )
    expect(solvePrincipalBranch(0)).toBe(0)
    expect(solveLowerBranch(0)).toBe(0)
  })
})
