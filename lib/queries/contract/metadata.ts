import { z } from 'zod'
import { timeTextSchema } from '@/lib/queries/contract/scalars'

const columnSchema = z.object({
  name: z.string().describe('Name, the same in every format.'),
  kind: z.enum(['text', 'decimal', 'ratio', 'integer', 'time', 'list']).describe('How its cells are written.'),
  description: z.string().describe('What it means.'),
  unit: z.string().optional().describe('Unit of a number.'),
  empty_means: z.string().describe('What an empty cell says.'),
  origin: z.string().describe('Where the value comes from.'),
  values: z.array(z.string()).optional().describe('The only values there are, where the list is closed.'),
  cpmi_iosco: z
    .string()
    .optional()
    .describe('The field of the CPMI-IOSCO public quantitative disclosures it resembles.'),
})

const gapSchema = z.object({
  venue: z.string().describe('Venue slug.'),
  fund: z.string().nullable().describe('Fund id; null for the venue as a whole.'),
  from: timeTextSchema.describe('First row.'),
  to: timeTextSchema.describe('End of the range, itself left out.'),
  every_s: z.number().describe('How often a row is due, seconds.'),
  expected: z.int().describe('Rows due in the range.'),
  missing: z.int().describe('Rows that are not there.'),
  longest_gap_s: z.number().nullable().describe('Longest time without a row, seconds; null without a gap.'),
  coverage_percent: z.number().describe('Share of the rows due that is there.'),
})

const fileSchema = z.object({
  path: z.string().describe('Name in the zip.'),
  media_type: z.string().describe('Media type.'),
  bytes: z.int().describe('Size, bytes.'),
  sha256: z.string().describe('SHA-256 of the file.'),
})

/** What `{name}.metadata.json` says of a series or table. */
export const metadataSchema = z.object({
  name: z.string().describe('Name of the series or table.'),
  title: z.string().describe('Title.'),
  description: z.string().describe('What it holds.'),
  source: z.string().describe('The address of the rows described.'),
  generated_at: timeTextSchema.describe('When this was made; as_of where it was given.'),
  data_as_of: timeTextSchema.nullable().describe('Newest check behind it; null before any, and with as_of.'),
  as_of: timeTextSchema.nullable().describe('as_of as given.'),
  filters: z
    .object({
      venue: z.string().describe('Venue slugs, or all.'),
      from: z.string().optional().describe('First moment; not of tables.'),
      to: z.string().optional().describe('End, itself left out; not of tables.'),
      interval: z.string().optional().describe('Length of a row, where the series takes it.'),
      as_of: z.string().optional().describe('Moment of knowledge; not of tables.'),
    })
    .describe('Every filter by its name, the ones not given in words.'),
  rows: z.int().nullable().describe('How many rows there are, exactly; null with rows_reason.'),
  rows_reason: z.string().nullable().describe('Why they are not counted.'),
  licence: z
    .object({
      name: z.string().describe('SPDX identifier.'),
      title: z.string().describe('Title.'),
      path: z.string().describe('Its text.'),
      note: z.string().describe('What it does not reach.'),
    })
    .describe('Licence of the data.'),
  citation: z
    .object({
      text: z.string().describe('For a list of references.'),
      bibtex: z.string().describe('A BibTeX entry.'),
      url: z.string().describe('The address cited; pinned to a moment where it can be.'),
    })
    .describe('How to cite it.'),
  formats: z.array(z.string()).describe('The addresses of every format.'),
  order: z.string().describe('The stated total order.'),
  primary_key: z.array(z.string()).nullable().describe('Columns that tell a row from all others; null without such.'),
  missing_values: z
    .object({
      csv: z.string().describe('Empty.'),
      json: z.null().describe('null.'),
      parquet: z.null().describe('null.'),
    })
    .describe('How a missing value is written.'),
  crosswalk: z.string().describe('What the cpmi_iosco fields refer to.'),
  columns: z.array(columnSchema).describe('Columns in order.'),
  gaps: z
    .object({
      definition: z.string().describe('What counts as a gap.'),
      groups: z.array(gapSchema).nullable().describe('Per venue and fund; null with the reason.'),
      reason: z.string().nullable().describe('Why there is no map of gaps.'),
    })
    .describe('What is missing in the range.'),
  files: z.array(fileSchema).describe('The files of a zip; empty outside of one.'),
})
