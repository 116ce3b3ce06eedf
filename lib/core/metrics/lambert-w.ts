/**
 * The two real branches of Lambert's W as the leverage laws need them, measured from the branch point -1/e so that
 * small arguments keep all their digits (methodology 4.4). Everything is a plain double.
 */

const SERIES_BELOW = 0.05

/** t - ln(1+t) for t >= 0, without cancellation near 0. */
export function excessOverLog(t: number): number {
  if (t >= SERIES_BELOW) return t - Math.log1p(t)
  return alternatingSeries(t, (k) => k)
}

/** (1+t) ln(1+t) - t for t >= 0, without cancellation near 0. */
export function entropyExcess(t: number): number {
  if (t >= SERIES_BELOW) return (1 + t) * Math.log1p(t) - t
  return alternatingSeries(t, (k) => k * (k - 1))
}

/**
 * Principal branch: the t >= 0 with (1+t) ln(1+t) - t = rho, rho >= 0. With z = (rho-1)/e it is exp(1 + W0(z)) - 1,
 * so the K / W0(K b / e) of methodology 4.4 is (1+t) / b.
 */
export function solvePrincipalBranch(rho: number): number {
  return solveConvex(rho, entropyExcess, Math.log1p, 1 / 6)
}

/** Lower branch: the t >= 0 with t - ln(1+t) = rho, rho >= 0, that is -1 - W-1(-exp(-1-rho)). */
export function solveLowerBranch(rho: number): number {
  return solveConvex(rho, excessOverLog, (t) => t / (1 + t), 1 / 3)
}

/** t^2/d(2) - t^3/d(3) + ... for small t. */
function alternatingSeries(t: number, divisor: (k: number) => number): number {
  let total = 0
  let power = t * t
  for (let k = 2; k < 40; k += 1) {
    const term = power / divisor(k)
    total += term
    if (Math.abs(term) <= Number.EPSILON * 0.01 * total) break
    power *= -t
  }
  return total
}

/** Newton on a convex increasing function with f(t) ~ t^2/2 at 0: from any start it comes down on the root. */
function solveConvex(
  target: number,
  value: (t: number) => number,
  slope: (t: number) => number,
  curvature: number,
): number {
  if (target === 0) return 0
  const first = Math.sqrt(2 * target)
  let t = first + curvature * first * first
  for (let round = 0; round < 100; round += 1) {
    const step = (value(t) - target) / slope(t)
    t -= step
    if (Math.abs(step) <= Number.EPSILON * t) break
  }
  return t
}
