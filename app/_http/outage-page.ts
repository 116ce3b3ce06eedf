/** What is answered with a status of its own, or needs no figures: everything else is a page. */
const NOT_A_PAGE = /^\/(api|healthz|readyz|metrics|robots\.txt|badge|card|cite|evidence\/[^/]+\/raw)(\/|$)|\.[a-z0-9]+$/

const TEXT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Coverline: the figures cannot be read now</title>
<h1>The figures cannot be read now</h1>
<p>The database does not answer. No figure is shown rather than an old one; what was collected is kept.</p>
<p>Try again in a minute, or look at <a href="/readyz">whether the site is ready</a>.</p>
</html>
`

/** True for addresses that are pages with figures. */
export function isPage(pathname: string): boolean {
  return !NOT_A_PAGE.test(pathname)
}

/** The plain page shown while the store does not answer: a page being rendered could not set the status. */
export function outagePage(headers: Readonly<Record<string, string>>): Response {
  return new Response(TEXT, {
    status: 503,
    headers: {
      ...headers,
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Retry-After': '30',
    },
  })
}
