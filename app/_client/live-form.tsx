'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useTransition } from 'react'
import { parseStressQuery, stressHref, stressKey } from '@/lib/render/stress-query'
import styles from './live-form.module.css'

const AFTER_MS = 150
const SLIDER_STEP = 0.5
const FURTHEST = 60

/** The address of what stands in the form, as links write it. */
function addressOf(form: HTMLFormElement): string {
  const texts = [...new FormData(form)].map(([key, value]) => [key, typeof value === 'string' ? value : ''])
  return stressHref(parseStressQuery(Object.fromEntries(texts)))
}

/**
 * The form of the stress lab. Without scripts it is sent by its button; with them each change opens its address, and the
 * slider does so while it is dragged. The server makes every figure, so that they are the same either way.
 */
export function LiveForm({
  action,
  label,
  className,
  values,
  children,
}: {
  readonly action: string
  readonly label: string
  readonly className: string | undefined
  /** What each field holds by the address: links change it too. */
  readonly values: Readonly<Record<string, string>>
  readonly children: ReactNode
}) {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const form = useRef<HTMLFormElement>(null)
  const slider = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const sliderId = useId()

  const gapField = () => {
    const field = form.current?.elements.namedItem(stressKey('gap'))
    return field instanceof HTMLInputElement ? field : null
  }

  useEffect(() => () => clearTimeout(timer.current), [])

  useEffect(() => {
    const active = document.activeElement
    // Whoever is dragging is ahead of the answer.
    if (form.current === null || active === slider.current) return
    for (const [name, value] of Object.entries(values)) {
      const field = form.current.elements.namedItem(name)
      if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue
      if (field !== active) field.value = value
      const isGap = name === stressKey('gap') && Number.isFinite(Number(value))
      if (isGap && slider.current !== null) slider.current.value = value
    }
  }, [values])

  const open = (replace: boolean) => {
    clearTimeout(timer.current)
    const current = form.current
    if (current === null) return
    const href = addressOf(current)
    startTransition(() => {
      if (replace) router.replace(href, { scroll: false })
      else router.push(href, { scroll: false })
    })
  }

  const onDrag = () => {
    const field = gapField()
    if (field === null || slider.current === null) return
    field.value = slider.current.value
    clearTimeout(timer.current)
    timer.current = setTimeout(() => open(true), AFTER_MS)
  }

  return (
    <search aria-label={label}>
      <form
        ref={form}
        className={className}
        method="get"
        action={action}
        aria-busy={isPending}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          open(false)
        }}
        onChange={(event: FormEvent) => {
          if (event.target instanceof HTMLSelectElement) open(false)
        }}
      >
        <div className={styles.slider}>
          <label htmlFor={sliderId}>Size of the move: drag, or use the arrow keys</label>
          <input
            id={sliderId}
            ref={slider}
            type="range"
            min={0}
            max={FURTHEST}
            step={SLIDER_STEP}
            defaultValue={10}
            onInput={onDrag}
          />
        </div>
        {children}
        <button type="submit" className={styles.submit}>
          Show the answer
        </button>
      </form>
    </search>
  )
}
