import { Units, Usd } from '@/app/_components/value'
import { dec, plain } from '@/lib/core/decimal'

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
  return unit === 'USD' ? <Usd value={digits} reason="" /> : <Units value={digits} asset={unit} reason="" />
}
