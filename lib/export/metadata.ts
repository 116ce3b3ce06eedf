import { citationDocument } from '@/lib/export/cite/dataset'
import type { Column } from '@/lib/export/columns'
import { type DatasetFacts, FORMATS, type GroupGaps } from '@/lib/export/dataset'
import { dataLicence, licenceNote } from '@/lib/export/licence'
import { toSnake } from '@/lib/export/snake'

/** The vocabulary the `resembles` of a column comes from. */
export const CROSSWALK =
  'Public quantitative disclosure standards for central counterparties (CPMI-IOSCO, BIS d125, 2015): a likeness of meaning, not a statement made under them.'

/** What `{name}.metadata.json` says. */
export function metadataDocument(facts: DatasetFacts) {
  const { dataset } = facts
  return {
    ...sharedFacts(facts),
    formats: FORMATS.map((suffix) => `${facts.site}/api/v1/${dataset.name}.${suffix}`),
    order: dataset.order,
    primary_key: dataset.primaryKey,
    missing_values: { csv: '', json: null, parquet: null },
    crosswalk: CROSSWALK,
    columns: dataset.columns.map(columnDocument),
    gaps: gapsDocument(facts),
    files: toSnake(facts.files),
  }
}

/** What a Parquet file says of itself in its key-value metadata. */
export function parquetMetadata(facts: DatasetFacts): Readonly<Record<string, string>> {
  return {
    title: facts.dataset.title,
    description: facts.dataset.description,
    source: facts.address,
    licence: `${dataLicence.name} ${dataLicence.path}`,
    licence_note: licenceNote,
    citation: citationDocument(facts).text,
    filters: JSON.stringify(facts.filters),
    generated_at: facts.generatedAt,
    dictionary: JSON.stringify(facts.dataset.columns.map(columnDocument)),
  }
}

/** The facts metadata.json and datapackage.json have in common. */
function sharedFacts(facts: DatasetFacts) {
  const { dataset } = facts
  return {
    name: dataset.name,
    title: dataset.title,
    description: dataset.description,
    source: facts.address,
    generated_at: facts.generatedAt,
    data_as_of: facts.dataAsOf,
    as_of: facts.asOf,
    filters: facts.filters,
    rows: facts.rows,
    rows_reason: facts.rowsReason,
    licence: { ...dataLicence, note: licenceNote },
    citation: citationDocument(facts),
  }
}

/** The gap map under public names. */
export function gapsDocument({ gaps }: DatasetFacts) {
  return {
    definition: GAPS_MEAN,
    groups: gaps.groups?.map((group: GroupGaps) => toSnake(group)) ?? null,
    reason: gaps.reason,
  }
}

export const GAPS_MEAN =
  'Per venue and fund, over the half-open range from its first row to the newest row of its venue within the filters: expected rows by the declared cadence, how many are missing, the longest time without one, seconds, and the share that is there. Times before and after are no gaps: nothing was collected then.'

/** A column under public names; what does not apply is left out. */
export function columnDocument({ name, kind, description, unit, missing, origin, values, resembles }: Column) {
  return {
    name,
    kind,
    description,
    ...(unit === null ? {} : { unit }),
    empty_means: missing ?? 'never empty',
    origin,
    ...(values === null ? {} : { values }),
    ...(resembles === null ? {} : { cpmi_iosco: resembles }),
  }
}
