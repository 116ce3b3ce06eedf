/** Where the rule comes from, for the figures. */
export const CALIBRATION = {
  documented: 'https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md#calibrating-the-cpu-slowdown',
  calculator: 'https://github.com/patrickhulce/lighthouse-cpu-throttling-calculator',
  rule: 'Lighthouse assumes a high-end desktop (benchmarkIndex 1500 to 2000) and slows it 4x to a mid-tier phone. The calculator its documentation names gives for other machines: 150 = 1x, 800 = 2x, 1300 = 3x, then 1x more per 233, straight lines between, rounded to 0.1.',
} as const

export const TOO_SLOW = 'a benchmarkIndex below 150 is slower than the phone to be simulated'

/**
 * The slowdown of the processor that makes this machine the mid-tier phone of Lighthouse's mobile profile, by the
 * calculator that its documentation names. Null for a machine that is slower than the phone.
 */
export function calibratedSlowdown(benchmarkIndex: number): number | null {
  if (!(benchmarkIndex >= 150)) return null
  const slowdown =
    benchmarkIndex >= 1300
      ? 3 + (benchmarkIndex - 1300) / 233
      : benchmarkIndex >= 800
        ? 2 + (benchmarkIndex - 800) / 500
        : 1 + (benchmarkIndex - 150) / 650
  return Number(slowdown.toFixed(1))
}
