/** What is wrong with one field, and what is accepted. */
export interface ProblemField {
  readonly path: string
  readonly message: string
}

/** An error as RFC 9457 `application/problem+json`. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly errors?: readonly ProblemField[]
  /** Names of the limits that were reached. */
  readonly 'violated-policies'?: readonly string[]
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  404: 'Not found',
  405: 'Method not allowed',
  410: 'Gone',
  413: 'Body too large',
  429: 'Too many requests',
  500: 'Internal error',
  501: 'Not available yet',
  503: 'Not available now',
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** A problem of a status; the type is `about:blank`, so the title is the status in words. */
export function problem(status: number, detail: string, errors?: readonly ProblemField[]): Problem {
  const title = TITLES[status] ?? 'Error'
  return { type: 'about:blank', title, status, detail, ...(errors === undefined ? {} : { errors }) }
}
