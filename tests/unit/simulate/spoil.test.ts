import { describe, expect, test } from 'vitest'
import type { PayloadFaultKind } from '@/lib/simulate/faults'
import { answer } from '@/lib/simulate/responder'
import { spoil } from '@/lib/simulate/spoil'

describe('rows that are lists', () => {
  const body = [
    ['tBTCF0:USTF0', 5, 12.5, [7, 8, 9]],
    ['tETHF0:USTF0', 6, null, []],
  ]
  const spoilt = (kind: PayloadFaultKind) => spoil(answer(body, { fields: ['2'] }), kind, { kind }).body

  test('have positions for fields', () => {
    expect(spoilt('nan')).toEqual([
      ['tBTCF0:USTF0', 5, 'NaN', [7, 8, 'NaN']],
      ['tETHF0:USTF0', 6, null, []],
    ])
    expect(spoilt('negative')).toEqual([
      ['tBTCF0:USTF0', 5, -12.5, [7, 8, -9]],
      ['tETHF0:USTF0', 6, null, []],
    ])
    expect(spoilt('wrong_type')).toEqual([
      ['tBTCF0:USTF0', 5, { value: 12.5 }, [7, 8, { value: 9 }]],
      ['tETHF0:USTF0', 6, { value: null }, []],
    ])
  })

  test('leave an empty place where a field is renamed', () => {
    expect(spoilt('changed_field')).toEqual([
      ['tBTCF0:USTF0', 5, null, [7, 8, null]],
      ['tETHF0:USTF0', 6, null, []],
    ])
  })

  test('do not change what has names', () => {
    const named = answer({ list: [{ price: 1, size: '2' }] }, { rows: [['list']], fields: ['size'] })
    expect(spoil(named, 'changed_field', { kind: 'changed_field' }).body).toEqual({
      list: [{ price: 1, size_v2: '2' }],
    })
  })
})
