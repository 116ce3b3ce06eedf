import { env, type LogLevel, logLevels } from '@/lib/env'

export type LogFields = Readonly<Record<string, unknown>>

export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** A logger that adds these fields to every line. */
  child(fields: LogFields): Logger
}

export interface LoggerOptions {
  /** Default: LOG_LEVEL, read when the first line is written. */
  readonly level?: LogLevel
  /** Gets one JSON line with its newline. Default: stderr. */
  readonly write?: (line: string) => void
}

type WrittenLevel = Exclude<LogLevel, 'silent'>

function describeError(error: Error): LogFields {
  const own: Record<string, unknown> = { name: error.name, message: error.message }
  if ('code' in error) own.code = error.code
  if ('context' in error) own.context = error.context
  if (error.stack !== undefined) own.stack = error.stack
  if (error.cause !== undefined) own.cause = error.cause
  return own
}

function replaceValue(_key: string, value: unknown): unknown {
  if (value instanceof Error) return describeError(value)
  if (typeof value === 'bigint') return value.toString()
  return value
}

function formatLine(level: WrittenLevel, message: string, fields: LogFields): string {
  const head = { time: new Date().toISOString(), level, msg: message }
  try {
    return `${JSON.stringify({ ...head, ...fields }, replaceValue)}\n`
  } catch (error) {
    return `${JSON.stringify({ ...head, log_error: String(error) })}\n`
  }
}

function writeToStderr(line: string): void {
  process.stderr.write(line)
}

/** JSON lines, one per call: `{time, level, msg, ...fields}`. */
export function createLogger(fields: LogFields = {}, options: LoggerOptions = {}): Logger {
  const write = options.write ?? writeToStderr
  const at = (level: WrittenLevel) => (message: string, extra?: LogFields) => {
    if (logLevels.indexOf(level) < logLevels.indexOf(options.level ?? env().logLevel)) return
    write(formatLine(level, message, { ...fields, ...extra }))
  }
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (extra) => createLogger({ ...fields, ...extra }, options),
  }
}

export const silentLogger: Logger = createLogger({}, { level: 'silent' })
