import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createLimiter } from '@/lib/collect/limiter'

const going = new AbortController().signal

function fakeTime() {
  let now = 0
  const slept: number[] = []
  return {
    slept,
    effects: {
      now: () => now,
      sleep: async (ms: number) => {
        slept.push(ms)
        now += ms
      },
    },
  }
}

test('spends a tenth of the budget at once, then keeps the rate', async () => {
  const time = fakeTime()
  const limit = createLimiter({ weight: 100, perMs: 1000, concurrency: 1 }, time.effects)
  for (let request = 0; request < 30; request += 1) await limit(1, async () => undefined, going)
  const waited = time.slept.reduce((total, ms) => total + ms, 0)
  expect(waited).toBeGreaterThanOrEqual(199)
  expect(waited).toBeLessThanOrEqual(201)
})

test('never runs more at once than allowed, and frees the place of a failure', async () => {
  const limit = createLimiter({ weight: 1000, perMs: 1, concurrency: 3 }, fakeTime().effects)
  let running = 0
  let most = 0
  const task = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise((done) => setImmediate(done))
    running -= 1
    throw new Error('no')
  }
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => limit(1, task, going)))
  expect(results.filter((result) => result.status === 'rejected')).toHaveLength(20)
  expect(most).toBe(3)
})

test('one that is told to stop waits no longer, however much the venue is owed', async () => {
  const limit = createLimiter(
    { weight: 1, perMs: 3_600_000, concurrency: 1 },
    {
      now: () => performance.now(),
      sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
    },
  )
  const stop = new AbortController()
  const asked: string[] = []
  await limit(1, async () => asked.push('first'), stop.signal)
  const waiting = ['second', 'third'].map((name) => limit(1, async () => asked.push(name), stop.signal))
  expect(asked).toEqual(['first'])
  stop.abort()
  await Promise.all(waiting)
  expect(asked).toEqual(['first', 'second', 'third'])
})
