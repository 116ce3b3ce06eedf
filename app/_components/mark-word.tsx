import type { Mark } from '@/lib/core/disclosure'
import { markWords } from '@/lib/render/criteria'
import { markSigns } from '@/lib/render/disclosure-text'

/** A disclosure mark: a sign for the eye, and the word. */
export function MarkWord({ mark }: { readonly mark: Mark }) {
  return (
    <>
      <span aria-hidden="true">{markSigns[mark]}</span> {markWords[mark]}
    </>
  )
}
