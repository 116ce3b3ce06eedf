import { useId } from 'react'
import type { StressResult } from '@/lib/core/metrics/stress'
import { formatAmount } from '@/lib/render/stress-text'
import styles from './waterfall-picture.module.css'

const ROW = 28
const HEIGHT = 64

interface Bar {
  readonly key: string
  readonly text: string
  readonly amount: number
  readonly kind: 'loss' | 'paid' | 'left' | 'rest' | 'kept'
}

function sharesOf(bars: readonly Bar[], whole: number) {
  let from = 0
  return bars.map((bar) => {
    const start = from
    const width = whole === 0 ? 0 : (bar.amount / whole) * 100
    from += width
    return { ...bar, start: start.toFixed(3), width: width.toFixed(3) }
  })
}

/** The loss on one bar, the fund on the other, on one scale: what the fund pays stands under the part of the loss it covers. */
export function WaterfallPicture({
  result,
  usable,
  fund,
  unit,
}: {
  readonly result: StressResult
  readonly usable: number
  readonly fund: number
  readonly unit: string
}) {
  const hatch = useId()
  const words = (value: number) => formatAmount(value, unit)
  const rest = Math.max(0, usable - result.fundDraw)
  const kept = Math.max(0, fund - usable)
  const loss: readonly Bar[] = [
    { key: 'paid', text: 'Loss the fund pays', amount: result.fundDraw, kind: 'paid' },
    { key: 'left', text: 'Loss left to ADL', amount: result.residualToAdl, kind: 'left' },
  ]
  const money: readonly Bar[] = [
    { key: 'draw', text: 'Fund paid out', amount: result.fundDraw, kind: 'paid' },
    { key: 'rest', text: 'Usable, left over', amount: rest, kind: 'rest' },
    { key: 'kept', text: 'Not usable before ADL', amount: kept, kind: 'kept' },
  ]
  const whole = Math.max(result.shortfall, usable + kept)
  const rows = [
    { title: 'Loss beyond margin', bars: sharesOf(loss, whole) },
    { title: 'Fund', bars: sharesOf(money, whole) },
  ]
  const told = [...loss, ...money.slice(1)].map(({ text, amount }) => `${text}: ${words(amount)}`).join('; ')
  return (
    <figure className={styles.figure}>
      <figcaption>
        <h2 className={styles.title}>Who pays</h2>
      </figcaption>
      <svg width="100%" height={HEIGHT} role="img" aria-label={told} className={styles.picture}>
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" className={styles.hatchGround} />
            <path d="M0 0V6" className={styles.hatch} />
          </pattern>
        </defs>
        {rows.map(({ title, bars }, row) =>
          bars.map(({ key, start, width, kind, amount }) =>
            amount === 0 ? null : (
              <rect
                key={`${title} ${key}`}
                x={`${start}%`}
                y={row * (ROW + 6) + 1}
                width={`${width}%`}
                height={ROW}
                className={styles[kind]}
                fill={kind === 'left' ? `url(#${hatch})` : undefined}
              />
            ),
          ),
        )}
      </svg>
      <dl className={styles.legend}>
        <Entry kind="paid" text="the fund pays" amount={words(result.fundDraw)} />
        <Entry kind="left" text="left to ADL" amount={words(result.residualToAdl)} hatch={hatch} />
        <Entry kind="rest" text="usable, left over" amount={words(rest)} />
        {kept === 0 ? null : <Entry kind="kept" text="in the fund, not usable before ADL" amount={words(kept)} />}
      </dl>
      <p className={styles.note}>
        Upper bar: the loss beyond margin, {words(result.shortfall)}. Lower bar: the fund, {words(fund)}. One scale.
      </p>
    </figure>
  )
}

function Entry({
  kind,
  text,
  amount,
  hatch,
}: {
  readonly kind: Bar['kind']
  readonly text: string
  readonly amount: string
  readonly hatch?: string
}) {
  return (
    <div>
      <dt>
        <svg width="14" height="14" aria-hidden="true" focusable="false">
          <rect
            x="0.5"
            y="0.5"
            width="13"
            height="13"
            className={styles[kind]}
            fill={hatch === undefined ? undefined : `url(#${hatch})`}
          />
        </svg>{' '}
        {text}
      </dt>
      <dd>{amount}</dd>
    </div>
  )
}
