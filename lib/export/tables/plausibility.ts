import { integer, list, ORIGIN, ratio, text, venue } from '@/lib/export/columns'
import type { TableDefinition } from '@/lib/export/tables'

const computed = { origin: ORIGIN.computed } as const
const probability = { ...computed, unit: 'probability' } as const
const samples = { ...computed, unit: 'samples' } as const
const day = { ...computed, missing: 'no day could be looked at' } as const

export const plausibility: TableDefinition = {
  name: 'plausibility',
  title: 'Plausibility tests now',
  description: 'The declared tests of what venues publish of their funds. A pattern is a question, not an accusation.',
  order: 'venue, then tests as the venue page lists them',
  primaryKey: ['venue', 'test', 'series', 'basis'],
  columns: [
    venue,
    text('test', 'Test id; the methodology declares each.', { ...computed, repeats: true }),
    text('series', 'What was tested, in words.', { ...computed, repeats: true }),
    text('basis', 'collected, published or simulated.', {
      origin: ORIGIN.collector,
      values: ['collected', 'published', 'simulated'],
    }),
    text('from', 'First day looked at.', day),
    text('to', 'Last day looked at.', day),
    text('outcome', 'pattern, none, too_few or unfit.', {
      ...computed,
      values: ['pattern', 'none', 'too_few', 'unfit'],
    }),
    integer('sample', 'Samples the test had.', samples),
    integer('minimum', 'Samples below which it says nothing.', samples),
    ratio('statistic', 'What the test measures; see the methodology.', {
      ...computed,
      unit: 'as the test declares',
      missing: 'too few samples, or the series does not fit the test',
    }),
    ratio('p_value', 'Empty for tests that count what should not occur at all.', {
      ...probability,
      missing: 'the test counts what should not occur at all, or says nothing',
    }),
    ratio('p_adjusted', 'Holm over all tests of the venue.', { ...probability, missing: 'the test has no p_value' }),
    text('finding', 'The outcome in a plain sentence.', computed),
    text('innocent', 'What would explain a pattern innocently.', { ...computed, missing: 'no explanation is known' }),
    list('where', 'Days, markets or pools behind the statistic.', computed),
  ],
}
