/** What went wrong is a closed word (`code`), who reads it gets `message`, who debugs it gets `context` and `cause`. */
type ErrorContext = Readonly<Record<string, unknown>>

export interface ErrorDetail {
  readonly context?: ErrorContext
  readonly cause?: unknown
}

export type ConfigErrorCode =
  | 'environment'
  | 'platform'
  | 'data_dir'
  | 'database_unreachable'
  | 'database_version'
  | 'migration_changed'
  | 'migration_missing'
  | 'migration_failed'
  | 'package'

export type UpstreamErrorKind =
  | 'http'
  | 'network'
  | 'timeout'
  | 'parse'
  | 'vendor'
  | 'too_large'
  | 'schema'
  | 'rate_limited'
  | 'region'

export interface FieldError {
  readonly path: string
  readonly message: string
}

abstract class CoverlineError<Code extends string> extends Error {
  readonly code: Code
  readonly context: ErrorContext

  constructor(code: Code, message: string, detail: ErrorDetail) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.code = code
    this.context = detail.context ?? {}
  }
}

/** This installation cannot run as it is set up; a person has to change something. Commands print it and exit 1. */
export class ConfigError extends CoverlineError<ConfigErrorCode> {
  override readonly name = 'ConfigError'

  constructor(code: ConfigErrorCode, message: string, detail: ErrorDetail = {}) {
    super(code, message, detail)
  }
}

/** A venue did not give a usable answer. */
export class UpstreamError extends CoverlineError<UpstreamErrorKind> {
  override readonly name = 'UpstreamError'

  constructor(kind: UpstreamErrorKind, message: string, detail: ErrorDetail = {}) {
    super(kind, message, detail)
  }

  get kind(): UpstreamErrorKind {
    return this.code
  }
}

/** The caller asked for something malformed; the API answers 400 with `errors`. */
export class BadRequestError extends CoverlineError<'bad_request'> {
  override readonly name = 'BadRequestError'
  readonly errors: readonly FieldError[]

  constructor(errors: readonly FieldError[], detail: ErrorDetail = {}) {
    super('bad_request', errors.map((error) => `${error.path}: ${error.message}`).join('; '), detail)
    this.errors = errors
  }
}

/** The caller asked for something that does not exist; the API answers 404. */
export class NotFoundError extends CoverlineError<'not_found'> {
  override readonly name = 'NotFoundError'

  constructor(message: string, detail: ErrorDetail = {}) {
    super('not_found', message, detail)
  }
}
