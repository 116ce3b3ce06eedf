import { describe, expect, test } from 'vitest'
import { seriesDefinitions } from '@/lib/export/series'
import { tableDefinitions } from '@/lib/export/tables'

const datasets = [...Object.values(seriesDefinitions), ...Object.values(tableDefinitions)]

describe('the dictionary', () => {
  test('says of every number its unit where it counts something, and of every cell what empty means', () => {
    let columns = 0
    for (const { name, columns: own } of datasets) {
      expect(new Set(own.map((column) => column.name)).size, name).toBe(own.length)
      for (const column of own) {
        columns += 1
        const at = `${name}.${column.name}`
        expect(column.description.trim(), at).toMatch(/\.$/)
        if (column.kind === 'decimal' || column.kind === 'ratio') expect(column.unit, at).not.toBeNull()
        if (column.name.endsWith('_usd')) expect(column.unit, at).toMatch(/US dollars/)
        if (column.kind !== 'integer' && column.kind !== 'decimal' && column.kind !== 'ratio')
          expect(column.unit, at).toBeNull()
      }
    }
    expect(columns).toBeGreaterThan(190)
  })

  test('keys are columns that are never empty', () => {
    let keys = 0
    for (const { name, columns, primaryKey } of datasets) {
      for (const part of primaryKey ?? []) {
        const column = columns.find((one) => one.name === part)
        expect([name, part, column?.missing]).toEqual([name, part, null])
        keys += 1
      }
    }
    expect(keys).toBeGreaterThan(30)
  })

  test('names the fields of the CPMI-IOSCO disclosures that risk staff know', () => {
    const named = datasets.flatMap(({ columns }) => columns.flatMap((column) => column.resembles ?? []))
    for (const word of ['prefunded default resources', 'open interest', 'breaches', 'concentration', 'contribution'])
      expect(
        named.some((field) => field.includes(word)),
        word,
      ).toBe(true)
  })
})
