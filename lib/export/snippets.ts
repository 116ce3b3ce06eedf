import type { Column } from '@/lib/export/columns'
import type { Dataset } from '@/lib/export/dataset'

const snippetTools = ['curl', 'pandas', 'DuckDB', 'R', 'Excel (Power Query)'] as const
export type SnippetTool = (typeof snippetTools)[number]

/** A short program that reads a download, in one tool. */
export interface Snippet {
  readonly tool: SnippetTool
  readonly code: string
  /** The address it reads, and the columns it names: both are there, and tests see to it. */
  readonly address: string
  readonly columns: readonly string[]
}

/** Columns shown at the end; more would not fit a screen. */
const SHOWN = 5

/** Programs that read a dataset without losing a digit or taking a missing value for zero. */
export function snippetsFor(site: string, dataset: Dataset, query = ''): readonly Snippet[] {
  const address = `${site}/api/v1/${dataset.name}.csv${query === '' ? '' : `?${query}`}`
  const variable = dataset.name.replaceAll('-', '_')
  const { columns } = dataset
  const shown = columns.slice(0, SHOWN)
  const parts: Parts = { address, variable, shown, decimals: of(columns, 'decimal'), times: of(columns, 'time') }
  return snippetTools.map((tool) => ({ tool, address, ...WRITERS[tool](parts) }))
}

interface Parts {
  readonly address: string
  readonly variable: string
  readonly shown: readonly Column[]
  readonly decimals: readonly string[]
  readonly times: readonly string[]
}

type Written = Pick<Snippet, 'code' | 'columns'>

const WRITERS: Readonly<Record<SnippetTool, (parts: Parts) => Written>> = {
  curl: ({ address, variable }) => ({
    code: `curl --fail --silent --show-error --output ${variable}.csv '${address}'`,
    columns: [],
  }),
  pandas,
  DuckDB: duckDb,
  R: r,
  'Excel (Power Query)': powerQuery,
}

function of(columns: readonly Column[], kind: Column['kind']): readonly string[] {
  return columns.filter((column) => column.kind === kind).map(({ name }) => name)
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')
const namesOf = (columns: readonly Column[]): readonly string[] => columns.map(({ name }) => name)

function pandas({ address, variable, shown, decimals, times }: Parts): Written {
  const options = [
    ...(decimals.length === 0
      ? []
      : [`    dtype={${decimals.map((name) => `"${name}": "string"`).join(', ')}},  # keeps every digit`]),
    ...(times.length === 0 ? [] : [`    parse_dates=[${quoted(times)}],`]),
  ]
  return {
    code: [
      'import pandas as pd',
      '',
      `${variable} = pd.read_csv(`,
      `    "${address}",`,
      ...options,
      ')',
      `print(${variable}[[${quoted(namesOf(shown))}]].head())`,
    ].join('\n'),
    columns: [...new Set([...decimals, ...times, ...namesOf(shown)])],
  }
}

function duckDb({ address, shown, decimals, times }: Parts): Written {
  const types = [
    ...decimals.map((name) => `'${name}': 'DECIMAL(38, 18)'`),
    ...times.map((name) => `'${name}': 'TIMESTAMPTZ'`),
  ]
  return {
    code: [
      `SELECT ${namesOf(shown)
        .map((name) => `"${name}"`)
        .join(', ')}`,
      `FROM read_csv('${address}', header = true${types.length === 0 ? '' : `,`}`,
      ...(types.length === 0 ? [] : [`  types = {${types.join(', ')}}`]),
      ')',
      'LIMIT 5;',
    ].join('\n'),
    columns: [...new Set([...decimals, ...times, ...namesOf(shown)])],
  }
}

function r({ address, variable, shown, decimals, times }: Parts): Written {
  const classes = decimals.map((name) => `${name} = "character"`).join(', ')
  return {
    code: [
      `${variable} <- read.csv(`,
      `  "${address}",`,
      `  na.strings = ""${classes === '' ? '' : ','}`,
      ...(classes === '' ? [] : [`  colClasses = c(${classes})  # keeps every digit`]),
      ')',
      ...times.map(
        (name) => `${variable}$${name} <- as.POSIXct(${variable}$${name}, format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC")`,
      ),
      `head(${variable}[, c(${quoted(namesOf(shown))})])`,
    ].join('\n'),
    columns: [...new Set([...decimals, ...times, ...namesOf(shown)])],
  }
}

function powerQuery({ address, decimals, times }: Parts): Written {
  const types = [
    ...decimals.map((name) => `{"${name}", type number}`),
    ...times.map((name) => `{"${name}", type datetimezone}`),
  ]
  const last = types.length === 0 ? 'Headers' : 'Typed'
  return {
    code: [
      'let',
      `    Source = Csv.Document(Web.Contents("${address}"), [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),`,
      `    Headers = Table.PromoteHeaders(Source, [PromoteAllScalars = true])${types.length === 0 ? '' : ','}`,
      ...(types.length === 0
        ? []
        : [
            '    Empty = Table.ReplaceValue(Headers, "", null, Replacer.ReplaceValue, Table.ColumnNames(Headers)),',
            `    Typed = Table.TransformColumnTypes(Empty, {${types.join(', ')}}, "en-US")`,
          ]),
      'in',
      `    ${last}`,
    ].join('\n'),
    columns: [...decimals, ...times],
  }
}
