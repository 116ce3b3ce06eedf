import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database'

const schema = readFileSync(fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url)), 'utf8')

interface Column {
  readonly type: string
  readonly nullable: boolean
}

const SQL_TYPES: Readonly<Record<string, string>> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Boolean: 'boolean',
  Json: 'jsonb',
  Bytes: 'bytea',
  'String[]': 'ARRAY',
  '@db.Uuid': 'uuid',
  '@db.Date': 'date',
  '@db.Decimal': 'numeric',
  '@db.Timestamptz': 'timestamp with time zone',
  '@db.DoublePrecision': 'double precision',
}

/** The models as `table -> column -> type`, read from the schema text. */
function readModels(): Map<string, Map<string, Column>> {
  const models = new Map<string, Map<string, Column>>()
  for (const [, body = ''] of schema.matchAll(/model \w+ \{([\s\S]*?)\n\}/g)) {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1]
    const columns = new Map<string, Column>()
    for (const line of body.split('\n')) {
      const field = /^\s+(\w+)\s+(String\[\]|\w+)(\?)?(.*)$/.exec(line)
      if (!field) continue
      const [, name = '', type = '', optional, rest = ''] = field
      const mapped = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? name
      const native = /@db\.\w+/.exec(rest)?.[0]
      columns.set(mapped, {
        type: SQL_TYPES[native ?? type] ?? `unknown ${native ?? type}`,
        nullable: optional === '?',
      })
    }
    if (table) models.set(table, columns)
  }
  return models
}

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

describe('the Prisma schema and the migrations', () => {
  test('agree on every table, column, type and nullability', async () => {
    const models = readModels()
    const tables = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
       AND NOT relispartition AND relname <> '_prisma_migrations' ORDER BY 1`,
    )
    expect(tables.rows.map((row) => row.name)).toEqual([...models.keys()].sort())
    let compared = 0
    for (const [table, columns] of models) {
      const found = await client.query<{ name: string; type: string; nullable: string }>(
        `SELECT column_name AS name, data_type AS type, is_nullable AS nullable FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position`,
        [table],
      )
      const sql = Object.fromEntries(
        found.rows.map((row) => [row.name, { type: row.type, nullable: row.nullable === 'YES' }]),
      )
      expect({ [table]: sql }).toEqual({ [table]: Object.fromEntries(columns) })
      compared += found.rows.length
    }
    expect(compared).toBeGreaterThan(300)
  })

  const insertBalance = (observedAt: string, checkedAt: string, revision: number) =>
    client.query(
      `INSERT INTO fund_balance (venue, fund, asset, observed_at, revision, checked_at, changed_at, units, expected_every_s, basis, obs_status, source)
       VALUES ('v', 'f', 'USDT', $1, $3, $2, $1, '12345678901234567890.123456789012345678', 60, 'collected', 'A', 's')`,
      [observedAt, checkedAt, revision],
    )

  test('refuse a negative revision and a time more than 5 minutes ahead of its check', async () => {
    await expect(insertBalance('2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z', -1)).rejects.toThrow(
      'fund_balance_check_1',
    )
    await expect(insertBalance('2026-11-20T10:05:01Z', '2026-11-20T10:00:00Z', 0)).rejects.toThrow(
      'fund_balance_check_2',
    )
    await insertBalance('2026-11-20T10:05:00Z', '2026-11-20T10:00:00Z', 0)
    const stored = await client.query<{ units: string }>('SELECT units::text FROM fund_balance')
    expect(stored.rows).toEqual([{ units: '12345678901234567890.123456789012345678' }])
  })

  test('put observations into the partition of their UTC month', async () => {
    await client.query(
      `SELECT ensure_month_partition('fund_balance', '2026-12-31T23:59:59Z'), ensure_month_partition('fund_balance', '2026-12-01T00:00:00Z')`,
    )
    await insertBalance('2026-12-31T23:59:59.999Z', '2026-12-31T23:59:59.999Z', 0)
    const placed = await client.query<{ table: string }>(
      `SELECT tableoid::regclass::text AS table FROM fund_balance WHERE observed_at >= '2026-12-01'`,
    )
    expect(placed.rows).toEqual([{ table: 'fund_balance_202612' }])
  })
})
