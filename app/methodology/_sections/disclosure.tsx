import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { Prose, Section } from '@/app/_components/page'
import { criteria, markWords } from '@/lib/render/criteria'

const EVIDENCE_LEVELS = [
  { level: 'E0', meaning: 'a claim: marketing, a help page' },
  { level: 'E1', meaning: 'the venue’s own page or documented interface with the figure or rule' },
  { level: 'E2', meaning: 'the venue’s machine feed, archived by us over time' },
  { level: 'E3', meaning: 'an independent attestation that names the fund' },
  { level: 'E4', meaning: 'anyone can verify it: on chain, or by a cryptographic proof' },
] as const

export function DisclosureSection() {
  return (
    <Section id="disclosure" title="Disclosure: fourteen marks, no score">
      <Prose>
        <p>
          What a venue publishes is judged criterion by criterion: {markWords.yes}, {markWords.partly}, {markWords.no},{' '}
          {markWords.not_applicable} or {markWords.under_review}. Every mark has a date and a link; a criterion nobody
          has judged is under review, which says nothing about the venue. Marks are not added up and never mixed with
          coverage. The marks stand on <a href="/disclosure">the disclosure page</a>.
        </p>
      </Prose>
      <DataTable caption="Criteria" showCaption height="flowing">
        <thead>
          <tr>
            <ColumnHeader>Criterion</ColumnHeader>
            <ColumnHeader>What</ColumnHeader>
            <ColumnHeader>A full mark asks for</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {criteria.map(({ criterion, title, asks }) => (
            <tr key={criterion}>
              <th scope="row">{criterion}</th>
              <td>{title}</td>
              <td>{asks}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <DataTable caption="Evidence levels" showCaption height="flowing">
        <thead>
          <tr>
            <ColumnHeader>Level</ColumnHeader>
            <ColumnHeader>Meaning</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {EVIDENCE_LEVELS.map(({ level, meaning }) => (
            <tr key={level}>
              <th scope="row">{level}</th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Prose>
        <p>
          A published number is not evidence by itself. At the trial of FTX’s founder a witness said that the fund
          figure on its site was made from trading volume and a random number (reported in the press in October 2023).
          Such a figure is in the record as a false claim, not as a balance.
        </p>
      </Prose>
    </Section>
  )
}
