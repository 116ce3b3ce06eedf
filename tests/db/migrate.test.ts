import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { migrate, pendingMigrations, readMigrations } from '@/lib/db/migrate'
import { withClient } from '@/lib/db/with-client'
import { silentLogger } from '@/lib/log'
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '@/tests/support/database'

const log = silentLogger
let database: TestDatabase
let dir: string

async function writeMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(dir, name), { recursive: true })
  await writeFile(join(dir, name, 'migration.sql'), sql)
}

async function readRows(sql: string): Promise<Record<string, unknown>[]> {
  return withClient(database.url, async (client) => (await client.query(sql)).rows)
}

beforeEach(async () => {
  database = await createEmptyDatabase()
  dir = await mkdtemp(join(tmpdir(), 'coverline-migrations-'))
  await writeMigration('20260101000000_first', 'CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\n')
  await writeMigration('20260102000000_second', 'ALTER TABLE a ADD COLUMN note text;\nCREATE TABLE b (id int);\n')
})

afterEach(async () => {
  await database.drop()
  await rm(dir, { recursive: true, force: true })
})

describe('migrate', () => {
  test('applies all migrations in order and records them as Prisma does', async () => {
    const result = await migrate(database.url, { dir, log })
    expect(result).toEqual({ applied: ['20260101000000_first', '20260102000000_second'], total: 2 })
    const rows = await readRows('SELECT * FROM _prisma_migrations ORDER BY started_at')
    expect(rows).toHaveLength(2)
    const [first] = rows
    const bytes = await readFile(join(dir, '20260101000000_first', 'migration.sql'))
    expect(first).toMatchObject({
      checksum: createHash('sha256').update(bytes).digest('hex'),
      migration_name: '20260101000000_first',
      logs: null,
      rolled_back_at: null,
      applied_steps_count: 1,
      started_at: expect.any(Date),
      finished_at: expect.any(Date),
    })
    expect(String(first?.id)).toMatch(/^[0-9a-f-]{36}$/)
    const columns = await readRows(
      `SELECT column_name, data_type, character_maximum_length AS length, is_nullable, column_default
       FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`,
    )
    const described = columns.map((c) => [c.column_name, c.data_type, c.length, c.is_nullable, c.column_default])
    expect(described).toEqual([
      ['id', 'character varying', 36, 'NO', null],
      ['checksum', 'character varying', 64, 'NO', null],
      ['finished_at', 'timestamp with time zone', null, 'YES', null],
      ['migration_name', 'character varying', 255, 'NO', null],
      ['logs', 'text', null, 'YES', null],
      ['rolled_back_at', 'timestamp with time zone', null, 'YES', null],
      ['started_at', 'timestamp with time zone', null, 'NO', 'now()'],
      ['applied_steps_count', 'integer', null, 'NO', '0'],
    ])
  })

  test('applies nothing the second time and only what is new later', async () => {
    await migrate(database.url, { dir, log })
    expect(await migrate(database.url, { dir, log })).toEqual({ applied: [], total: 2 })
    await writeMigration('20260103000000_third', 'INSERT INTO a VALUES (2);')
    expect(await migrate(database.url, { dir, log })).toEqual({ applied: ['20260103000000_third'], total: 3 })
    expect(await readRows('SELECT id FROM a ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }])
  })

  test('applies each migration once when several runs start together', async () => {
    const results = await Promise.all(Array.from({ length: 6 }, () => migrate(database.url, { dir, log })))
    expect(results.flatMap((result) => result.applied).sort()).toEqual([
      '20260101000000_first',
      '20260102000000_second',
    ])
    expect(await readRows('SELECT id FROM a')).toEqual([{ id: 1 }])
    expect(await readRows('SELECT count(*)::int AS rows FROM _prisma_migrations')).toEqual([{ rows: 2 }])
  })

  test('refuses a migration changed after it was applied', async () => {
    await migrate(database.url, { dir, log })
    await writeMigration('20260101000000_first', 'CREATE TABLE a (id bigint);')
    await expect(migrate(database.url, { dir, log })).rejects.toMatchObject({
      code: 'migration_changed',
      message: expect.stringContaining('20260101000000_first was changed after it was applied'),
    })
  })

  test('refuses a database with a migration that is not on disk', async () => {
    await migrate(database.url, { dir, log })
    await rm(join(dir, '20260102000000_second'), { recursive: true })
    await expect(migrate(database.url, { dir, log })).rejects.toMatchObject({
      code: 'migration_missing',
      message: expect.stringContaining('20260102000000_second'),
    })
  })

  test('refuses a database with an unfinished migration and accepts it once rolled back', async () => {
    await migrate(database.url, { dir, log })
    await writeMigration('20260103000000_third', 'INSERT INTO a VALUES (2);')
    await readRows(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'y', '20260103000000_third')`,
    )
    await expect(migrate(database.url, { dir, log })).rejects.toMatchObject({ code: 'migration_failed' })
    await readRows(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'x'`)
    expect((await migrate(database.url, { dir, log })).applied).toEqual(['20260103000000_third'])
  })

  test('keeps nothing of a migration that fails and names its line', async () => {
    await writeMigration('20260103000000_third', 'CREATE TABLE c (id int);\n\nINSERT INTO nowhere VALUES (1);')
    await expect(migrate(database.url, { dir, log })).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringMatching(/20260103000000_third failed at line 3, .*"nowhere" does not exist/),
    })
    expect(await readRows(`SELECT to_regclass('c') AS c`)).toEqual([{ c: null }])
    expect(await pendingMigrations(database.url, { dir })).toEqual(['20260103000000_third'])
    await writeMigration('20260103000000_third', 'CREATE TABLE c (id int);')
    expect((await migrate(database.url, { dir, log })).applied).toEqual(['20260103000000_third'])
  })

  test('refuses a folder without a migration.sql', async () => {
    await mkdir(join(dir, '20260103000000_empty'))
    await expect(migrate(database.url, { dir, log })).rejects.toMatchObject({ code: 'migration_missing' })
  })
})

describe('pendingMigrations', () => {
  test('names all on an empty database and none after the run', async () => {
    expect(await pendingMigrations(database.url, { dir })).toEqual(['20260101000000_first', '20260102000000_second'])
    await migrate(database.url, { dir, log })
    expect(await pendingMigrations(database.url, { dir })).toEqual([])
  })

  test('asks an open connection as well as an address', async () => {
    const pending = await withClient(database.url, (client) => pendingMigrations(client, { dir }))
    expect(pending).toHaveLength(2)
  })
})

describe('the migrations of this project', () => {
  test('apply to an empty database and are what a test database has', async () => {
    const files = await readMigrations()
    expect(files.length).toBeGreaterThan(0)
    const result = await migrate(database.url, { log })
    expect(result.applied).toEqual(files.map((file) => file.name))
    const other = await createTestDatabase()
    try {
      expect(await pendingMigrations(other.url)).toEqual([])
    } finally {
      await other.drop()
    }
  })
})
