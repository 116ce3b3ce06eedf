import { expect, test } from 'vitest'
import { fundTypeOf } from '@/lib/queries/words'
import { fundTypeWords } from '@/lib/render/words'

test('every type of fund that has a name on the pages is read back from the store', () => {
  const types = Object.keys(fundTypeWords)
  expect(types.map((type) => fundTypeOf(type))).toEqual(types)
  expect(types).toContain('counterparty')
  expect(() => fundTypeOf('treasury')).toThrow('the store holds "treasury"')
})
