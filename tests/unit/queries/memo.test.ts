import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { memoise } from '@/app/_data/memo'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

function counted(options = { ttlMs: 10_000, most: 2 }) {
  const calls: string[] = []
  const read = memoise(
    async (key: string) => {
      calls.push(key)
      if (key === 'bad') throw new Error('no')
      return `${key} ${calls.length}`
    },
    (key) => key,
    options,
  )
  return { calls, read }
}

describe('memoise', () => {
  test('shares one call between askers at the same time, and keeps the answer for its time', async () => {
    const { calls, read } = counted()
    expect(await Promise.all([read('a'), read('a')])).toEqual(['a 1', 'a 1'])
    vi.setSystemTime(9_999)
    expect(await read('a')).toBe('a 1')
    vi.setSystemTime(10_000)
    expect(await read('a')).toBe('a 2')
    expect(calls).toEqual(['a', 'a'])
  })

  test('does not keep a failure', async () => {
    const { calls, read } = counted()
    await expect(read('bad')).rejects.toThrow('no')
    await expect(read('bad')).rejects.toThrow('no')
    expect(calls).toEqual(['bad', 'bad'])
  })

  test('drops the oldest entry when there are too many', async () => {
    const { calls, read } = counted()
    for (const key of ['a', 'b', 'c', 'b', 'a']) await read(key)
    expect(calls).toEqual(['a', 'b', 'c', 'a'])
  })

  test('asks again when the clock was set back', async () => {
    const { calls, read } = counted()
    vi.setSystemTime(100_000)
    await read('a')
    vi.setSystemTime(50_000)
    await read('a')
    expect(calls).toHaveLength(2)
  })
})
