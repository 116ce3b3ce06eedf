import { CodeBlock } from '@/app/_components/code-block'
import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import type { OpenApiDocument, OpenApiExample, OpenApiOperation, OpenApiParameter } from '@/lib/queries/openapi/types'
import { contentsOf, type Entry, refName, typeWords } from './describe'
import styles from './page.module.css'

interface Props {
  readonly entry: Entry
  readonly document: OpenApiDocument
  readonly publicUrl: string
}

/** One operation: folded to its address and what it gives; inside, parameters, answers, errors and examples. */
export function OperationBlock({ entry: { method, path, operation }, document, publicUrl }: Props) {
  const body = operation.requestBody?.content['application/json']?.schema
  const bodyName = body === undefined ? null : refName(body)
  return (
    <details id={operation.operationId} className={styles.operation}>
      <summary>
        <code>
          {method} {path}
        </code>
        <span className={styles.summary}>{operation.summary}</span>
      </summary>
      <div className={styles.inside}>
        {operation.parameters.length > 0 ? (
          <Parameters path={path} parameters={operation.parameters} />
        ) : (
          <p>No parameters.</p>
        )}
        {bodyName === null ? null : (
          <p>
            Body: JSON, <a href={`#schema-${bodyName}`}>{bodyName}</a>.
          </p>
        )}
        <Answers method={method} path={path} operation={operation} document={document} />
        <Examples method={method} operation={operation} publicUrl={publicUrl} />
      </div>
    </details>
  )
}

function Parameters({ path, parameters }: { readonly path: string; readonly parameters: readonly OpenApiParameter[] }) {
  return (
    <DataTable caption={`Parameters of ${path}`} height="flowing">
      <thead>
        <tr>
          <ColumnHeader>Parameter</ColumnHeader>
          <ColumnHeader>Type</ColumnHeader>
          <ColumnHeader>Meaning</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, in: place, required, description, schema, example }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>
              {typeWords(schema)}
              {place === 'path' ? ', in the address' : required ? ', required' : ', optional'}
            </td>
            <td>
              {description}
              {example === undefined ? null : (
                <>
                  {' '}
                  For example <code>{String(example)}</code>.
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function Answers({
  method,
  path,
  operation,
  document,
}: {
  readonly method: string
  readonly path: string
  readonly operation: OpenApiOperation
  readonly document: OpenApiDocument
}) {
  return (
    <DataTable caption={`Answers of ${method} ${path}`} height="flowing">
      <thead>
        <tr>
          <ColumnHeader>Status</ColumnHeader>
          <ColumnHeader>Answer</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {Object.entries(operation.responses).map(([status, answer]) => {
          const shared = '$ref' in answer ? document.components.responses[status] : answer
          return (
            <tr key={status}>
              <th scope="row">{status}</th>
              <td>
                {shared?.description} {status === '200' ? <Contents operation={operation} /> : null}
              </td>
            </tr>
          )
        })}
      </tbody>
    </DataTable>
  )
}

function Contents({ operation }: { readonly operation: OpenApiOperation }) {
  return contentsOf(operation).map(({ type, schema }) => {
    const name = refName(schema)
    return (
      <span key={type}>
        <code>{type}</code>
        {name === null ? null : (
          <>
            : <a href={`#schema-${name}`}>{name}</a>
          </>
        )}
      </span>
    )
  })
}

function Examples({
  method,
  operation,
  publicUrl,
}: {
  readonly method: string
  readonly operation: OpenApiOperation
  readonly publicUrl: string
}) {
  const examples = operation['x-examples'].filter(({ body }) => JSON.stringify(body ?? '').length < 2000)
  return (
    <div className={styles.examples}>
      <p>Examples:</p>
      <ul>
        {examples.map((example) => (
          <li key={example.summary}>
            {method === 'GET' ? <a href={example.address}>{example.summary}</a> : example.summary}
            <span className={styles.status}>
              {' '}
              {example.status}
              {example.field === undefined ? null : (
                <>
                  , names <code>{example.field}</code>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <CodeBlock
        label={`Example requests of ${method} ${operation.operationId}`}
        text={examples
          .filter(({ status }) => status === 200)
          .map((example) => curlOf(example, publicUrl))
          .join('\n')}
      />
    </div>
  )
}

function curlOf({ address, body }: OpenApiExample, publicUrl: string): string {
  const sent = body === undefined ? '' : ` -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`
  return `curl '${publicUrl}${address}'${sent}`
}
