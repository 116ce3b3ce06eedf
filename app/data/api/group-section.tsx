import { Section } from '@/app/_components/page'
import type { OpenApiDocument } from '@/lib/queries/openapi/types'
import { fieldRows, type Group } from './describe'
import { FieldTable } from './field-table'
import { OperationBlock } from './operation-block'

/** The operations of one tag, and the fields of a row where they answer with rows. */
export function GroupSection({
  group,
  document,
  publicUrl,
}: {
  readonly group: Group
  readonly document: OpenApiDocument
  readonly publicUrl: string
}) {
  const { tag, operations, rowName } = group
  const row = rowName === null ? undefined : document.components.schemas[rowName]
  return (
    <Section id={tag.name} title={tag.summary} note={tag.description}>
      {operations.map((entry) => (
        <OperationBlock key={entry.operation.operationId} entry={entry} document={document} publicUrl={publicUrl} />
      ))}
      {rowName === null || row === undefined ? null : (
        <FieldTable name={rowName} rows={fieldRows(row)} caption={`A row of ${tag.summary}`} />
      )}
    </Section>
  )
}
