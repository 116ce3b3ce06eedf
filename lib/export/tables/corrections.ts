import { ORIGIN, text, time, venue } from '@/lib/export/columns'
import type { TableDefinition } from '@/lib/export/tables'

const typed = { origin: ORIGIN.record } as const
const ours = { origin: ORIGIN.collector } as const

export const corrections: TableDefinition = {
  name: 'corrections',
  title: 'Corrections',
  description: 'Every entry of the public corrections file, and how it stands in this database.',
  order: 'newest first',
  primaryKey: ['id'],
  columns: [
    text('id', 'Id of the entry; it never changes.', typed),
    text('date', 'Day of the entry.', typed),
    venue,
    text('record', 'Id of the corrected row.', typed),
    text('field', 'Corrected field.', { ...typed, repeats: true }),
    text('was', 'What it said.', { ...typed, missing: 'it was missing' }),
    text('now', 'What it says.', { ...typed, missing: 'withdrawn; see why' }),
    text('why', 'Why.', typed),
    text('evidence', 'An address, or the SHA-256 of a capture.', typed),
    text('reported_by', 'Who reported it.', { ...typed, missing: 'not named' }),
    text(
      'state',
      'applied: a revision says so; edited: a file of the record does; waiting: the row is not here, or not as it was.',
      {
        ...ours,
        values: ['applied', 'edited', 'waiting'],
      },
    ),
    time('applied_at', 'When the revision was written here.', {
      ...ours,
      missing: 'it is no revision of a stored row here',
    }),
  ],
}
