import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { MarkWord } from '@/app/_components/mark-word'
import { criteria } from '@/lib/render/criteria'

/** The fourteen criteria and what each mark asks for, word by word. */
export function CriteriaTable() {
  return (
    <DataTable caption="What each mark asks for" height="flowing">
      <thead>
        <tr>
          <ColumnHeader>Criterion</ColumnHeader>
          <ColumnHeader>
            <MarkWord mark="yes" />
          </ColumnHeader>
          <ColumnHeader>
            <MarkWord mark="partly" />
          </ColumnHeader>
          <ColumnHeader>
            <MarkWord mark="no" />
          </ColumnHeader>
          <ColumnHeader>Evidence</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {criteria.map(({ criterion, title, yes, partly, no, evidence }) => (
          <tr key={criterion} id={criterion}>
            <th scope="row">
              {criterion} {title}
            </th>
            <td>{yes}</td>
            <td>{partly}</td>
            <td>{no}</td>
            <td>{evidence}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
