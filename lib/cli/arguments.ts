import { parseArgs } from 'node:util'
import { BadRequestError } from '@/lib/errors'
import { timeSchema } from '@/lib/queries/parameters'

type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options']

/** Reads the command line; an unknown or wrong option is named together with what is accepted. */
export function readArguments<const O extends NonNullable<Options>>(options: O) {
  try {
    return parseArgs({ options, strict: true, allowPositionals: false }).values
  } catch (error) {
    const accepted = Object.entries(options).map(([name, option]) =>
      option.type === 'string' ? `--${name} VALUE` : `--${name}`,
    )
    const said = error instanceof Error ? error.message : String(error)
    throw new BadRequestError([{ path: 'command line', message: `${said}; accepted: ${accepted.join(', ')}` }])
  }
}

/** `a, b,` as [a, b]; null when the option was not given. */
export function readList(text: string | undefined): readonly string[] | null {
  if (text === undefined) return null
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** A UTC date or time (`2026-01-31`, `2026-01-31T12:00:00Z`) that is past; null when the option was not given. */
export function readDate(name: string, text: string | undefined): Date | null {
  if (text === undefined) return null
  const parsed = timeSchema.safeParse(text)
  if (parsed.success && parsed.data.getTime() <= Date.now()) return parsed.data
  const message = parsed.error?.issues[0]?.message ?? `given "${text}"; accepted: a time that is not in the future`
  throw new BadRequestError([{ path: `--${name}`, message }])
}

/** Runs a command: an error we know is one plain message, any other keeps its stack; both exit with 1. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main()
  } catch (error) {
    const known = error instanceof Error && (error.name === 'ConfigError' || error.name === 'BadRequestError')
    process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
    process.exitCode = 1
  }
}
