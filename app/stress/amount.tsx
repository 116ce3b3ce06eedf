import { Usd } from '@/app/_components/value'
import { dec, plain } from '@/lib/core/decimal'
import { formatUnitsExact } from '@/lib/render/format'
import { formatAmount } from '@/lib/render/stress-text'

/** A gain or a loss, with its sign. */
export function SignedAmount({ value, unit }: { readonly value: number; readonly unit: string }) {
  return (
    <span>
      {value > 0 ? '+' : ''}
      <Amount value={value} unit={unit} />
    </span>
  )
}

/** An amount of the model, in dollars or in the coin of the pool. */
export function Amount({ value, unit }: { readonly value: number; readonly unit: string }) {
  const digits = plain(dec(value))
  if (unit === 'USD') return <Usd value={digits} reason="" />
  return (
    <data value={digits} title={formatUnitsExact(digits, unit)}>
      {formatAmount(value, unit)}
    </data>
  )
}
