import Link from 'next/link'
import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { Prose } from '@/app/_components/page'

const ENDPOINTS = [
  { address: 'GET /api/v1/venues', gives: 'every venue with its latest figures' },
  {
    address: 'GET /api/v1/venues/{venue}',
    gives:
      'one venue: funds, open interest, ADL signals, waterfall, leverage, disclosure marks and stage, events, market context',
  },
  {
    address: 'GET /api/v1/venues/{venue}/attribution?from=&to=',
    gives: 'what changed the funds of a venue in [from, to), by cause; parts add up to the change',
  },
  { address: 'GET /api/v1/{name}.csv', gives: 'a series or a table of the present, all of it' },
  { address: 'GET /api/v1/{name}.ndjson', gives: 'the same, one JSON object per line' },
  { address: 'GET /api/v1/{name}.json', gives: 'the same by page: data, meta, next_cursor' },
  { address: 'GET /api/v1/{name}.parquet', gives: 'the same as Parquet' },
  { address: 'GET /api/v1/{name}.zip', gives: 'the CSV with metadata, readme and datapackage.json' },
  { address: 'GET /api/v1/{name}.metadata.json, .readme.md', gives: 'filters, rows, columns, gaps, licence' },
  {
    address: 'GET /api/v1/chart.csv?venue=…&m=…&range=…',
    gives: 'the rows behind a chart of this site, as its table shows them: 1 to 6 venues, m, scale, range, fund, as_of',
  },
  { address: 'POST /api/v1/stress', gives: 'who pays how much in a move you name; see the stress model' },
  {
    address: 'GET /feed.xml, /feed.json',
    gives: 'what happened, as Atom and JSON Feed; per venue at /venues/{venue}/feed.xml',
  },
  { address: 'GET /evidence/{sha256}/raw', gives: 'the archived bytes of an answer' },
  { address: 'GET /openapi.json', gives: 'all of it as OpenAPI 3.1' },
  { address: 'GET /metrics, /healthz, /readyz', gives: 'for whoever runs the site' },
] as const

/** The public interface in one table, and what every answer has in common. */
export function ApiSummary() {
  return (
    <>
      <DataTable caption="Addresses of the API" height="flowing">
        <thead>
          <tr>
            <ColumnHeader>Address</ColumnHeader>
            <ColumnHeader>Gives</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {ENDPOINTS.map(({ address, gives }) => (
            <tr key={address}>
              <th scope="row">
                <code>{address}</code>
              </th>
              <td>{gives}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Prose>
        <p>
          <Link href="/data/api">Every address with its parameters, fields, errors and examples</Link>
        </p>
        <ul>
          <li>Read only, no key, open to scripts of other sites (CORS).</li>
          <li>
            JSON answers carry <code>meta</code> with <code>generated_at</code>, <code>data_as_of</code> and{' '}
            <code>as_of</code>. Names are the same in JSON, CSV, NDJSON and Parquet.
          </li>
          <li>
            Send the <code>ETag</code> back as <code>If-None-Match</code>: status 304 means nothing changed.
          </li>
          <li>
            Errors are <code>application/problem+json</code> (RFC 9457) with the field, what was given and what is
            accepted.
          </li>
          <li>
            Requests are limited per address: <code>RateLimit</code> says what is left, 429 with{' '}
            <code>Retry-After</code> when to come back. <Link href="/data/api#rules">The limits</Link>
          </li>
          <li>Version 1 changes only by adding.</li>
        </ul>
      </Prose>
    </>
  )
}
