import { z } from 'zod'
import { metaSchema } from '@/lib/queries/contract/common'
import {
  type Answer,
  flag,
  STATES,
  text,
  textOrNull,
  texts,
  time,
  timeOrNull,
  whole,
  word,
} from '@/lib/queries/contract/scalars'

const INDICATORS = ['none', 'minor', 'major', 'critical'] as const
const PROGRESS = ['investigating', 'identified'] as const

const standingSchema = z.object({
  venue: text('Venue slug.'),
  source: text('Source id.'),
  kind: text('What it is a source of.'),
  state: word(STATES, 'From the clocks.'),
  expected_every_s: whole('How often a new one is due, seconds.'),
  checked_at: timeOrNull('Our last good check.'),
  changed_at: timeOrNull('When its figures last differed.'),
  attempted_at: timeOrNull('Our last attempt.'),
  consecutive_failures: whole('Failed attempts in a row.'),
  failing_since: timeOrNull('First of them.'),
  error_kind: textOrNull('Kind of the last error.'),
  error_message: textOrNull('The last error.'),
  error_sample: textOrNull('The start of what was answered.'),
  rows_written: whole('Rows stored so far.'),
  rows_rejected: whole('Rows refused so far.'),
  rows_rejected_last_run: whole('Rows refused in the last run.'),
})

const componentSchema = z.object({
  id: text('Id.'),
  name: text('Venue or source.'),
  description: text('State and age in words.'),
  status: word(['operational', 'degraded_performance', 'partial_outage', 'major_outage'], 'As status pages say it.'),
  updated_at: timeOrNull('Our last good check.'),
  position: whole('Place in its group.'),
  group: flag('True for a venue; its sources name it in group_id.'),
  group_id: textOrNull('The venue of a source.'),
  components: texts('The sources of a venue.'),
  showcase: flag('Shown on top.'),
  only_show_if_degraded: flag('Always false.'),
  source: standingSchema.nullable().describe('What an operator asks of a source; null for a venue.'),
})

const incidentSchema = z.object({
  id: text('The same as long as the source stays in this state.'),
  name: text('Venue, source, state.'),
  status: word(PROGRESS, 'identified: the error has a kind.'),
  impact: word(INDICATORS, 'How bad.'),
  started_at: timeOrNull('Since when.'),
  created_at: timeOrNull('The same.'),
  updated_at: timeOrNull('Our last attempt.'),
  resolved_at: z.null().describe('Always null: only open ones are listed.'),
  shortlink: text('Where to look.'),
  components: texts('The source.'),
  incident_updates: z
    .array(
      z.object({
        id: text('Id.'),
        status: word(PROGRESS, 'As above.'),
        body: text('The failure in words.'),
        created_at: timeOrNull('Our last attempt.'),
      }),
    )
    .describe('The last word on it.'),
})

/** How collection goes, in the shape that hosted status pages made common. */
export const statusAnswerSchema = z.object({
  page: z
    .object({
      id: text('coverline.'),
      name: text('Coverline.'),
      url: text('The page for people.'),
      time_zone: z.literal('Etc/UTC').describe('All times are UTC.'),
      updated_at: time('When the answer was made.'),
    })
    .describe('The page this sums up.'),
  status: z
    .object({ indicator: word(INDICATORS, 'Of the whole.'), description: text('The same in words.') })
    .describe('The whole.'),
  components: z.array(componentSchema).describe('A component per venue, then one per source of it.'),
  incidents: z.array(incidentSchema).describe('One per source that is late, failing or withdrawn.'),
  scheduled_maintenances: z.array(z.never()).describe('Always empty.'),
  meta: metaSchema,
})

export type StatusAnswer = Answer<Omit<z.output<typeof statusAnswerSchema>, 'meta'>>
