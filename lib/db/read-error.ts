/** The store cannot answer now: pages show the error page, the API answers 503. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError'
  readonly code = 'database_unavailable'
  /** What Next passes on to the error page, in place of a hash. */
  readonly digest = 'database_unavailable'

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
  }
}

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
])
/** Shutting down, starting up, too many connections, cancelled, unknown database, refused login, not migrated. */
const SQL_STATES = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '25P03',
  '53300',
  '57014',
  '3D000',
  '28P01',
  '28000',
  '42P01',
  '42703',
])
const PRISMA = new Set(['P1001', 'P1002', 'P1003', 'P1008', 'P1010', 'P1017', 'P2024', 'P2021', 'P2022'])
/** node-postgres gives these failures no code. */
const POOL_MESSAGES =
  /timeout exceeded when trying to connect|connection terminated|client has encountered a connection error|pool after calling end/i

/** A failure to reach the store as `DatabaseUnavailableError`; any other error unchanged. */
export function asReadError(error: unknown): unknown {
  if (error instanceof DatabaseUnavailableError) return error
  return isUnreachable(error, 0) ? new DatabaseUnavailableError('the database does not answer', error) : error
}

function isUnreachable(error: unknown, depth: number): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false
  const code = 'code' in error ? error.code : undefined
  const original = 'originalCode' in error ? error.originalCode : undefined
  if ([code, original].some(isUnreachableCode)) return true
  if ('kind' in error && error.kind === 'DatabaseNotReachable') return true
  if (error instanceof Error && POOL_MESSAGES.test(error.message)) return true
  const causes = error instanceof AggregateError ? error.errors : 'cause' in error ? [error.cause] : []
  return causes.some((cause: unknown) => isUnreachable(cause, depth + 1))
}

function isUnreachableCode(code: unknown): boolean {
  if (typeof code !== 'string') return false
  return NETWORK.has(code) || SQL_STATES.has(code) || PRISMA.has(code) || code.startsWith('08')
}
