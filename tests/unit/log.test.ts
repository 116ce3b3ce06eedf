import { describe, expect, test } from 'vitest'
import { BadRequestError, ConfigError, UpstreamError } from '@/lib/errors'
import { createLogger, type LoggerOptions } from '@/lib/log'

function record(level: NonNullable<LoggerOptions['level']>) {
  const lines: string[] = []
  const log = createLogger({ part: 'test' }, { level, write: (line) => lines.push(line) })
  return { log, lines, read: () => lines.map((line) => JSON.parse(line)) }
}

describe('createLogger', () => {
  test('writes one JSON line per call with time, level, message and fields', () => {
    const { log, lines, read } = record('debug')
    log.child({ venue: 'bybit' }).info('two\nlines', { rows: 3 })
    expect(lines).toHaveLength(1)
    expect(lines[0]?.endsWith('}\n')).toBe(true)
    expect(lines[0]?.match(/\n/g)).toHaveLength(1)
    const [line] = read()
    expect(line).toEqual({
      time: expect.any(String),
      level: 'info',
      msg: 'two\nlines',
      part: 'test',
      venue: 'bybit',
      rows: 3,
    })
    expect(new Date(line.time).toISOString()).toBe(line.time)
  })

  test('writes the level and those above it', () => {
    const expected = {
      debug: ['debug', 'info', 'warn', 'error'],
      info: ['info', 'warn', 'error'],
      warn: ['warn', 'error'],
      error: ['error'],
      silent: [],
    }
    for (const level of ['debug', 'info', 'warn', 'error', 'silent'] as const) {
      const { log, read } = record(level)
      log.debug('x')
      log.info('x')
      log.warn('x')
      log.error('x')
      expect(
        read().map((line) => line.level),
        level,
      ).toEqual(expected[level])
    }
    expect(Object.keys(expected)).toHaveLength(5)
  })

  test('writes errors with code, context and cause', () => {
    const { log, read } = record('info')
    const cause = new Error('socket closed')
    log.error('failed', { error: new UpstreamError('network', 'no answer', { context: { venue: 'okx' }, cause }) })
    expect(read()[0].error).toMatchObject({
      name: 'UpstreamError',
      code: 'network',
      message: 'no answer',
      context: { venue: 'okx' },
      cause: { name: 'Error', message: 'socket closed' },
    })
  })

  test('writes a line for fields that JSON cannot hold', () => {
    const { log, read } = record('info')
    const loop: Record<string, unknown> = {}
    loop.self = loop
    log.info('loop', { loop })
    log.info('big', { rows: 12n })
    expect(read()).toMatchObject([
      { msg: 'loop', log_error: expect.any(String) },
      { msg: 'big', rows: '12' },
    ])
  })
})

describe('errors', () => {
  test('carry their code, context and cause', () => {
    const cause = new Error('x')
    const error = new ConfigError('data_dir', 'not writable', { context: { dir: '/x' }, cause })
    expect([error.name, error.code, error.message, error.context, error.cause]).toEqual([
      'ConfigError',
      'data_dir',
      'not writable',
      { dir: '/x' },
      cause,
    ])
    expect('cause' in new ConfigError('platform', 'y')).toBe(false)
    expect(new UpstreamError('timeout', 'slow').kind).toBe('timeout')
  })

  test('name every field of a bad request', () => {
    const errors = [
      { path: 'from', message: 'not a date' },
      { path: 'limit', message: 'at most 10000' },
    ]
    const error = new BadRequestError(errors)
    expect(error.errors).toEqual(errors)
    expect(error.message).toBe('from: not a date; limit: at most 10000')
  })
})
