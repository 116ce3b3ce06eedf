import type { AttributionPart } from '@/lib/core/metrics/attribution'
import type { Word } from '@/lib/render/words'

/** The parts of a change as a reader sees them, with what each one says. */
export const attributionWords: Readonly<Record<AttributionPart, Word>> = {
  surplus: { word: 'surplus of liquidations', meaning: 'Typed by the venue: what liquidations brought in.' },
  bankruptcy_loss: { word: 'bankruptcy losses', meaning: 'Typed by the venue: what closed positions still owed.' },
  injection: { word: 'injections', meaning: 'Typed by the venue: money it put in.' },
  withdrawal: { word: 'withdrawals', meaning: 'Typed by the venue: money it took out.' },
  transfer: { word: 'transfers', meaning: 'Typed by the venue: moved between its funds.' },
  announced: { word: 'announced', meaning: 'Said by the venue or a source of the record, with the amount.' },
  regrouped: { word: 'contracts moved between pools', meaning: 'The step at the moment of a regrouping: no flow.' },
  started: { word: 'funds first listed', meaning: 'What a fund held when the venue first listed it in this time.' },
  ended: { word: 'funds no longer listed', meaning: 'What a fund last held before the venue stopped listing it.' },
  unexplained: { word: 'unexplained', meaning: 'The change of the units less what the venue typed.' },
  untyped: {
    word: 'net, cause not published',
    meaning: 'The venue publishes no flows: all of the change of the units, whatever caused it.',
  },
  price: { word: 'price', meaning: 'What the same units gained or lost: the midpoint split of flow and price.' },
}
