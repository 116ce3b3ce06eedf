import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, type Database } from '@/lib/db/client'
import { readDisclosureMatrix } from '@/lib/queries/disclosure-matrix'
import { readEventContext } from '@/lib/queries/event-context'
import { loadRecord } from '@/lib/record/load'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'

const now = new Date('2026-11-23T00:00:00Z')
let store: TestDatabase
let db: Database

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
  await loadRecord(db, { now })
})

afterAll(async () => {
  await db.close()
  await store.drop()
})

describe('the record around an event', () => {
  test('holds the figures of the venue within 60 days and nothing further', async () => {
    const context = await readEventContext(db, '2020-03-12-bitmex-drawdown')
    const dates = context?.figures.flatMap(({ date }) => date ?? []) ?? []
    expect(dates.length).toBeGreaterThan(10)
    expect(dates.every((date) => date >= '2020-01-12' && date <= '2020-05-12')).toBe(true)
    expect(dates).toContain('2020-03-12')
    expect(context?.figures.every(({ venue }) => venue === 'bitmex')).toBe(true)
  })

  test('holds the events of other venues in the same days, never its own venue', async () => {
    const context = await readEventContext(db, '2020-03-12-bitmex-drawdown')
    expect(context?.elsewhere.map(({ event }) => event).sort()).toEqual([
      '2020-03-10-okx-drawdown',
      '2020-03-11-deribit-recapitalisation',
      '2020-03-12-binance-drawdown',
    ])
  })

  test('takes a month as the whole month', async () => {
    const context = await readEventContext(db, '2022-05-perpetual-protocol-v1-luna')
    expect(context?.elsewhere.map(({ event }) => event)).toEqual(['2022-05-11-drift-luna'])
  })

  test('is null for an unknown event', async () => {
    expect(await readEventContext(db, '2020-03-12-nobody-nothing')).toBeNull()
  })
})

test('the disclosure matrix has fourteen marks for every venue, by name, and a stage for the open ones', async () => {
  const { venues } = await readDisclosureMatrix(db, { now })
  expect(venues.length).toBeGreaterThan(5)
  expect(venues.every(({ disclosures }) => disclosures.length === 14)).toBe(true)
  const unstaged = venues.filter(({ stage }) => stage === null).map(({ venue }) => venue)
  expect(unstaged).toEqual(['bitmex', 'coinex', 'vertex'])
  const names = venues.map(({ name }) => name)
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')))
})
