import { datasetPackage } from '@/lib/export/datapackage'
import { type DatasetFacts, MEDIA_TYPES } from '@/lib/export/dataset'
import { metadataDocument } from '@/lib/export/metadata'
import { readmeText } from '@/lib/export/readme'
import { measured } from '@/lib/export/written'
import { zipFile } from '@/lib/export/zip'

/** The rows of a dataset as CSV with its header; returns how many rows there were. */
export type CsvText = () => AsyncGenerator<string | Uint8Array, number, undefined>

/**
 * A dataset as a zip: the CSV, metadata.json, README.md and datapackage.json, which state the checksum and the number
 * of rows of the CSV beside them.
 */
export function datasetZip(facts: DatasetFacts, csv: CsvText): AsyncGenerator<Uint8Array, void, undefined> {
  const name = `${facts.dataset.name}.csv`
  const { pass, file } = measured(name, MEDIA_TYPES.csv)
  let rows = 0
  const written = (): DatasetFacts => ({ ...facts, rows, rowsReason: null, files: [file()] })
  async function* counted() {
    rows = yield* csv()
  }
  return zipFile(
    [
      { name, content: () => pass(counted()) },
      { name: 'metadata.json', content: () => once(jsonText(metadataDocument(written()))) },
      { name: 'README.md', content: () => once(readmeText(written())) },
      { name: 'datapackage.json', content: () => once(jsonText(datasetPackage(written(), file()))) },
    ],
    new Date(facts.generatedAt),
  )
}

/** JSON for a file: indented, with a line end. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

async function* once(text: string) {
  yield text
}
