import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { fieldRows, typeWords } from '@/app/data/api/describe'
import ApiPage from '@/app/data/api/page'
import { openApiDocument } from '@/lib/queries/openapi/document'

describe('the API page', () => {
  const html = renderToStaticMarkup(createElement(ApiPage))
  const document = openApiDocument({ publicUrl: 'http://127.0.0.1:3000' })
  const blockOf = (id: string) =>
    html.slice(html.indexOf(`<details id="${id}"`), html.indexOf('</details>', html.indexOf(`<details id="${id}"`)))

  test('shows every operation with its parameters, answers and examples that are links', () => {
    let operations = 0
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const block = blockOf(operation.operationId)
        expect(block, operation.operationId).toContain(`${method.toUpperCase()} ${path}`)
        for (const { name } of operation.parameters) expect(block).toContain(`<code>${name}</code>`)
        for (const status of Object.keys(operation.responses)) expect(block).toContain(`<th scope="row">${status}</th>`)
        for (const { address, status } of operation['x-examples']) {
          const escaped = address.replaceAll('&', '&amp;').replaceAll("'", '&#x27;')
          if (method === 'get') expect(block).toContain(`href="${escaped}"`)
          if (status === 200) expect(block).toContain(`curl &#x27;http://127.0.0.1:3000${escaped}&#x27;`)
        }
        operations += 1
      }
    }
    expect(operations).toBeGreaterThan(50)
  })

  test('explains every named schema once, and links of the page lead somewhere', () => {
    for (const name of Object.keys(document.components.schemas))
      expect([name, html.split(`id="schema-${name}"`).length]).toEqual([name, 2])
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id)
    expect(targets.filter((id) => !ids.has(id))).toEqual([])
    expect(targets.length).toBeGreaterThan(80)
  })

  test('every field of an answer has its meaning', () => {
    const answers = Object.entries(document.components.schemas).filter(([name]) => name !== 'LeverageLaw')
    const bare = answers.flatMap(([name, schema]) =>
      fieldRows(schema).flatMap((row) => (row.description === '' && row.ref === null ? [`${name}.${row.name}`] : [])),
    )
    expect(bare).toEqual([])
  })
})

test('types are in words', () => {
  expect(typeWords({ anyOf: [{ type: 'string', title: 'decimal, as text' }, { type: 'null' }] })).toBe(
    'decimal, as text or null',
  )
  expect(typeWords({ type: ['integer', 'null'] })).toBe('whole number or null')
  expect(typeWords({ type: 'array', items: { $ref: '#/components/schemas/Venue' } })).toBe('list of Venue')
  expect(typeWords({ type: 'number', minimum: 0, exclusiveMaximum: 1 })).toBe('number (0 to below 1)')
  expect(fieldRows({ properties: { a: { type: 'array', items: { properties: { b: { type: 'string' } } } } } })).toEqual(
    [
      { name: 'a', type: 'list of any', ref: null, description: '', required: false },
      { name: 'a[].b', type: 'text', ref: null, description: '', required: false },
    ],
  )
})
