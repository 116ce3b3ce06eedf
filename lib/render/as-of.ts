import { type FieldProblem, readParameter, readTime } from '@/lib/render/chart-query'
import type { SearchParams } from '@/lib/render/overview-query'

const SHOWN_LENGTH = 40

/** What is wrong with the moment an address is pinned to; null when nothing is. */
export function asOfProblem(params: SearchParams, now: Date): FieldProblem | null {
  const text = readParameter(params, 'as_of')
  const at = readTime(text)
  if (text === '' || (at !== null && at <= now)) return null
  const accepted = 'a UTC time that is not in the future, such as 2026-01-31T12:00:00Z'
  return { path: 'as_of', message: `given “${text.slice(0, SHOWN_LENGTH)}”; accepted: ${accepted}` }
}

/** A path pinned to a moment, with every digit: what was known a moment later may differ. */
export function pinnedPath(path: string, asOf: string): string {
  return `${path}?as_of=${asOf}`
}
