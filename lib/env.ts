import { resolve } from 'node:path'
import { z } from 'zod'
import { ConfigError } from '@/lib/errors'

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export interface Env {
  readonly port: number
  readonly host: string
  /** Origin without a trailing slash. */
  readonly publicUrl: string
  readonly databaseUrl: string | null
  readonly readDatabaseUrl: string | null
  /** Absolute. */
  readonly dataDir: string
  readonly collect: boolean
  /** Without a trailing slash. */
  readonly upstreamGateway: string | null
  readonly simulatorPort: number
  readonly rawRetentionDays: number
  readonly logLevel: LogLevel
  /** Requests are limited per client address. */
  readonly rateLimit: boolean
  /** How many proxies of one's own stand in front and add to X-Forwarded-For; 0: it is not read. */
  readonly trustedProxyHops: number
  /** Where reports of errors go: a mailto: or https: address; null: this instance names none. */
  readonly reportUrl: string | null
  /** Set by `npm run demo`: every figure comes from the simulator. */
  readonly simulated: boolean
}

export type EnvSource = Readonly<Record<string, string | undefined>>

// In this file the message of a check is the text of what is accepted.
function wholeNumber(min: number, max: number, fallback: number) {
  const accepted = `a whole number from ${min} to ${max}`
  const isAccepted = (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max
  return z.string().refine(isAccepted, accepted).transform(Number).default(fallback)
}

function oneOf<const Words extends readonly [string, ...string[]]>(words: Words, fallback: Words[number]) {
  return z.enum(words, { error: `one of ${words.join(', ')}` }).default(fallback)
}

function parseUrl(text: string, protocols: readonly string[]): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && protocols.includes(url.protocol) ? url : null
}

function isPostgresUrl(text: string): boolean {
  return parseUrl(text, ['postgresql:', 'postgres:']) !== null
}

function isOrigin(text: string): boolean {
  const url = parseUrl(text, ['http:', 'https:'])
  return url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
}

function isBaseUrl(text: string): boolean {
  const url = parseUrl(text, ['http:', 'https:'])
  return url !== null && url.search === '' && url.hash === ''
}

function isReportUrl(text: string): boolean {
  const url = parseUrl(text, ['mailto:', 'https:'])
  if (url === null) return false
  return url.protocol === 'https:' ? url.username === '' : /^[^@\s?]+@[^@\s?]+$/.test(url.pathname)
}

function withoutTrailingSlash(text: string): string {
  return text.replace(/\/+$/, '')
}

const databaseUrlSchema = z
  .string()
  .refine(isPostgresUrl, 'postgresql://USER:PASSWORD@HOST:PORT/DATABASE, or unset')
  .optional()

const envSchema = z.object({
  PORT: wholeNumber(1, 65_535, 3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9._:-]+$/, 'a host name or an address')
    .default('127.0.0.1'),
  PUBLIC_URL: z.string().refine(isOrigin, 'http:// or https:// and a host, without a path').optional(),
  DATABASE_URL: databaseUrlSchema,
  READ_DATABASE_URL: databaseUrlSchema,
  COVERLINE_DATA_DIR: z.string().default('.data'),
  COLLECT: oneOf(['on', 'off'], 'on'),
  UPSTREAM_GATEWAY: z.string().refine(isBaseUrl, 'an http:// or https:// address without a query, or unset').optional(),
  SIMULATOR_PORT: wholeNumber(1, 65_535, 4010),
  RAW_RETENTION_DAYS: wholeNumber(1, 36_500, 90),
  LOG_LEVEL: oneOf(logLevels, 'info'),
  RATE_LIMIT: oneOf(['on', 'off'], 'on'),
  TRUSTED_PROXY_HOPS: wholeNumber(0, 10, 0),
  REPORT_URL: z.string().refine(isReportUrl, 'a mailto: address or an https:// address, or unset').optional(),
  COVERLINE_SIMULATED: oneOf(['0', '1'], '0'),
})

/** A bad value is quoted, except that an address may hold a password: of those only the scheme is shown. */
function quoteGiven(name: string, value: string): string {
  if (!name.endsWith('_URL') && name !== 'UPSTREAM_GATEWAY') return JSON.stringify(value)
  const scheme = /^[a-z][a-z0-9+.-]*:(\/\/)?/i.exec(value)?.[0]
  return scheme === undefined ? 'text that is not an address' : `"${scheme}..."`
}

function describeProblems(given: Map<string, string>): {
  values: z.infer<typeof envSchema> | null
  problems: string[]
} {
  const parsed = envSchema.safeParse(Object.fromEntries(given))
  const problems = (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0])
    return `${name}: given ${quoteGiven(name, given.get(name) ?? '')}, accepted: ${issue.message}`
  })
  if (given.has('READ_DATABASE_URL') && !given.has('DATABASE_URL')) {
    problems.push('READ_DATABASE_URL: given without DATABASE_URL, accepted: both, or only DATABASE_URL, or none')
  }
  return { values: parsed.data ?? null, problems }
}

/** Reads and checks every variable of the environment; an empty value counts as unset. All bad ones are in one error. */
export function readEnv(source: EnvSource = process.env): Env {
  const given = new Map<string, string>()
  for (const name of Object.keys(envSchema.shape)) {
    const value = source[name]
    if (value !== undefined && value !== '') given.set(name, value)
  }
  const { values, problems } = describeProblems(given)
  if (values === null || problems.length > 0) {
    const count = problems.length === 1 ? '1 environment variable is' : `${problems.length} environment variables are`
    throw new ConfigError('environment', `${count} not usable:\n${problems.map((line) => `  ${line}`).join('\n')}`)
  }
  const host = values.HOST.includes(':') ? `[${values.HOST}]` : values.HOST
  return Object.freeze({
    port: values.PORT,
    host: values.HOST,
    publicUrl: withoutTrailingSlash(values.PUBLIC_URL ?? `http://${host}:${values.PORT}`),
    databaseUrl: values.DATABASE_URL ?? null,
    readDatabaseUrl: values.READ_DATABASE_URL ?? null,
    dataDir: resolve(values.COVERLINE_DATA_DIR),
    collect: values.COLLECT === 'on',
    upstreamGateway: values.UPSTREAM_GATEWAY === undefined ? null : withoutTrailingSlash(values.UPSTREAM_GATEWAY),
    simulatorPort: values.SIMULATOR_PORT,
    rawRetentionDays: values.RAW_RETENTION_DAYS,
    logLevel: values.LOG_LEVEL,
    rateLimit: values.RATE_LIMIT === 'on',
    trustedProxyHops: values.TRUSTED_PROXY_HOPS,
    reportUrl: values.REPORT_URL ?? null,
    simulated: values.COVERLINE_SIMULATED === '1',
  })
}

let cached: Env | null = null

/** The environment of this process, read on first use. */
export function env(): Env {
  cached ??= readEnv()
  return cached
}
