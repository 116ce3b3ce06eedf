import type { ChartRange } from '@/lib/queries/dto/chart'
import {
  type ChartMeasure,
  type ChartPreset,
  type ChartScale,
  type ChartView,
  chartPresets,
  chartScales,
} from '@/lib/render/chart-query'
import type { ChartShown } from '@/lib/render/chart-view'
import styles from './chart-controls.module.css'
import { RangeForm, type RangeFormProps } from './range-form'
import { Segmented } from './segmented'

const MEASURE_TEXTS: Readonly<Record<ChartMeasure, string>> = {
  fund: 'US dollars',
  units: 'Units',
  coverage: '% of open interest',
  price: 'Price effect',
}
const SCALE_TEXTS: Readonly<Record<ChartScale, string>> = { lin: 'lin', log: 'log', index: 'from 100' }

function presetText(preset: ChartPreset): string {
  return preset === 'all' ? 'All' : preset
}

/** What of a chart may be changed; each link changes one thing. */
type Change = Partial<ChartView> & { readonly measure?: ChartMeasure }

/** What to draw, over which time, on which scale: links and one form, so that the view is in the address. */
export function ChartControls({
  measure,
  measures,
  range,
  shown,
  href,
  form,
}: {
  readonly measure: ChartMeasure
  /** What is offered, with the reason where it cannot be drawn. */
  readonly measures: readonly { readonly measure: ChartMeasure; readonly refusal: string | null }[]
  readonly range: ChartRange
  readonly shown: ChartShown
  readonly href: (change: Change) => string
  readonly form: Omit<RangeFormProps, 'range'>
}) {
  return (
    <div className={styles.controls}>
      <Segmented
        label="What to draw"
        segments={measures.map((option) => ({
          href: href({ measure: option.measure }),
          text: MEASURE_TEXTS[option.measure],
          selected: option.measure === measure,
          disabled: option.refusal,
        }))}
      />
      <Segmented
        label="Range"
        segments={chartPresets.map((option) => ({
          href: href({ range: option }),
          text: presetText(option),
          selected: option === range,
        }))}
      />
      <Segmented
        label="Scale"
        segments={chartScales.map((option) => ({
          href: href({ scale: option }),
          text: SCALE_TEXTS[option],
          selected: option === shown.scale,
          disabled: option === 'log' ? shown.noLog : null,
        }))}
      />
      <Segmented
        label="Vertical axis"
        segments={[
          { href: href({ fit: false }), text: 'from zero', selected: !shown.fit && shown.scale !== 'log' },
          { href: href({ fit: true }), text: 'fitted', selected: shown.fit },
        ].map((segment) => ({
          ...segment,
          disabled: shown.scale === 'log' ? 'a logarithmic axis has no zero' : null,
        }))}
      />
      <RangeForm {...form} range={range} />
    </div>
  )
}
