import type { Page } from '@playwright/test'

export interface Watch {
  /** Console errors, uncaught errors, requests that failed or were refused: one line each. */
  readonly problems: readonly string[]
  /** Origins of all requests but `data:` and `blob:`. */
  readonly origins: ReadonlySet<string>
  readonly requests: () => number
}

/** Notes everything that goes wrong in a page from now on. `mayBe404` is the address of a page that is not there. */
export function watchPage(page: Page, mayBe404: string | null = null): Watch {
  const problems: string[] = []
  const origins = new Set<string>()
  let requests = 0
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    // Chromium itself reports the status of the document.
    if (mayBe404 !== null && message.location().url === mayBe404 && message.text().includes('404')) return
    problems.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`))
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'without a reason'
    // The page itself gives up a refresh of its figures when it is left or when a download begins.
    if (reason === 'net::ERR_ABORTED' && new URL(request.url()).searchParams.has('_rsc')) return
    problems.push(`failed: ${request.url()} ${reason}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400 && response.url() !== mayBe404)
      problems.push(`refused: ${response.url()} ${response.status()}`)
  })
  page.on('request', (request) => {
    requests += 1
    const { protocol, origin } = new URL(request.url())
    if (protocol !== 'data:' && protocol !== 'blob:') origins.add(origin)
  })
  return { problems, origins, requests: () => requests }
}
