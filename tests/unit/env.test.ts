import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readEnv } from '@/lib/env'
import { ConfigError } from '@/lib/errors'

function readProblem(source: Record<string, string>): ConfigError {
  try {
    readEnv(source)
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('the environment was accepted')
}

describe('readEnv', () => {
  test('gives every default for an empty environment', () => {
    expect(readEnv({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      databaseUrl: null,
      readDatabaseUrl: null,
      dataDir: resolve('.data'),
      collect: true,
      upstreamGateway: null,
      simulatorPort: 4010,
      rawRetentionDays: 90,
      logLevel: 'info',
      rateLimit: true,
      trustedProxyHops: 0,
      reportUrl: null,
      simulated: false,
    })
  })

  test('reads every variable', () => {
    const source = {
      PORT: '8080',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://coverline.example/',
      DATABASE_URL: 'postgresql://u:p@db.example:5432/coverline',
      READ_DATABASE_URL: 'postgres://u:p@replica.example/coverline',
      COVERLINE_DATA_DIR: '/srv/coverline',
      COLLECT: 'off',
      UPSTREAM_GATEWAY: 'http://gateway.example:8000/out/',
      SIMULATOR_PORT: '4011',
      RAW_RETENTION_DAYS: '7',
      LOG_LEVEL: 'warn',
      RATE_LIMIT: 'off',
      TRUSTED_PROXY_HOPS: '2',
      REPORT_URL: 'mailto:errors@coverline.example',
      COVERLINE_SIMULATED: '1',
    }
    expect(readEnv(source)).toEqual({
      port: 8080,
      host: '0.0.0.0',
      publicUrl: 'https://coverline.example',
      databaseUrl: 'postgresql://u:p@db.example:5432/coverline',
      readDatabaseUrl: 'postgres://u:p@replica.example/coverline',
      dataDir: '/srv/coverline',
      collect: false,
      upstreamGateway: 'http://gateway.example:8000/out',
      simulatorPort: 4011,
      rawRetentionDays: 7,
      logLevel: 'warn',
      rateLimit: false,
      trustedProxyHops: 2,
      reportUrl: 'mailto:errors@coverline.example',
      simulated: true,
    })
  })

  test.each(['errors@coverline.example', 'mailto:', 'http://coverline.example/new', 'javascript:alert(1)'])(
    'REPORT_URL %s is refused',
    (REPORT_URL) => {
      expect(() => readEnv({ REPORT_URL })).toThrow('accepted: a mailto: address or an https:// address, or unset')
    },
  )

  test('names every bad variable, what was given and what is accepted in one error', () => {
    const source = {
      PORT: '70000',
      HOST: 'two words',
      PUBLIC_URL: 'coverline.example',
      DATABASE_URL: 'mysql://root:secret@db.example/x',
      READ_DATABASE_URL: 'nonsense',
      COLLECT: 'yes',
      UPSTREAM_GATEWAY: 'ftp://gateway.example',
      SIMULATOR_PORT: '4010x',
      RAW_RETENTION_DAYS: '-1',
      LOG_LEVEL: 'loud',
      COVERLINE_SIMULATED: 'true',
    }
    const error = readProblem(source)
    expect(error.code).toBe('environment')
    const lines = error.message.split('\n')
    expect(lines[0]).toBe('11 environment variables are not usable:')
    const names = Object.keys(source)
    expect(lines.slice(1).map((line) => line.trim().split(':')[0])).toEqual(names)
    expect(lines[1]).toBe('  PORT: given "70000", accepted: a whole number from 1 to 65535')
    expect(lines[6]).toBe('  COLLECT: given "yes", accepted: one of on, off')
  })

  test('does not repeat the password of a bad address', () => {
    const { message } = readProblem({ DATABASE_URL: 'mysql://root:secret@db.example/x' })
    expect(message).toContain('DATABASE_URL: given "mysql://..."')
    expect(message).not.toContain('secret')
  })

  test('refuses numbers that JavaScript would read and a person would not mean', () => {
    const bad = ['0', '1e3', ' 3000', '3000.5', '0x10', '99999999999', '+80', 'NaN']
    for (const value of bad) expect(readProblem({ PORT: value }).message, value).toContain('PORT: given')
    expect(bad).toHaveLength(8)
  })

  test('takes an empty value as unset', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: '', PUBLIC_URL: '', LOG_LEVEL: '' })).toEqual(readEnv({}))
  })

  test('refuses a read replica without a database', () => {
    const { message } = readProblem({ READ_DATABASE_URL: 'postgres://replica.example/coverline' })
    expect(message).toContain('READ_DATABASE_URL: given without DATABASE_URL')
  })

  test('writes an IPv6 host in brackets in the public address', () => {
    expect(readEnv({ HOST: '::1', PORT: '8080' }).publicUrl).toBe('http://[::1]:8080')
  })

  test('refuses a public address with a path', () => {
    expect(readProblem({ PUBLIC_URL: 'https://x.example/coverline' }).message).toContain('PUBLIC_URL')
  })

  test('gives a frozen result', () => {
    expect(Object.isFrozen(readEnv({}))).toBe(true)
  })
})
