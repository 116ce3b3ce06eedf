import { CriteriaTable } from '@/app/_components/criteria-table'
import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { Prose, Section } from '@/app/_components/page'
import { GONE_AFTER } from '@/lib/core/ledger/known'
import { MEMBER_GONE_AFTER_PASSES } from '@/lib/core/ledger/membership'
import { CAPTURES_DAYS, FEED_VALID_CADENCES, VALIDITY_MONTHS } from '@/lib/core/metrics/disclosure'
import { FLOOR_CRITERIA, STAGE_REQUIREMENTS } from '@/lib/core/metrics/disclosure-stage'
import { markWords } from '@/lib/render/criteria'

const EVIDENCE_LEVELS = [
  { level: 'E0', meaning: 'a claim: marketing, a help page', counts: `${VALIDITY_MONTHS.E0} months` },
  {
    level: 'E1',
    meaning: 'the venue’s own page or documented interface with the figure or rule',
    counts: `${VALIDITY_MONTHS.E1} months`,
  },
  {
    level: 'E2',
    meaning: 'the venue’s machine feed, archived by us over time',
    counts: `${FEED_VALID_CADENCES} cadences of the feed`,
  },
  { level: 'E3', meaning: 'an independent attestation that names the fund', counts: `${VALIDITY_MONTHS.E3} months` },
  {
    level: 'E4',
    meaning: 'anyone can verify it: on chain, or by a cryptographic proof',
    counts: `${VALIDITY_MONTHS.E4} months, then it is looked at again`,
  },
] as const

const NEEDS = { yes: markWords.yes, partly: `at least ${markWords.partly}`, fresh: 'not stale' } as const

function requirements(stage: 1 | 2): string {
  return STAGE_REQUIREMENTS.filter((item) => item.stage === stage)
    .map(({ criterion, needs }) => `${criterion === 'feed' ? 'the fund feed' : criterion} ${NEEDS[needs]}`)
    .join('; ')
}

export function DisclosureSection() {
  return (
    <Section id="disclosure" title="Disclosure: marks, stages, changes">
      <Prose>
        <p>
          What a venue publishes is judged criterion by criterion: {markWords.yes}, {markWords.partly}, {markWords.no},{' '}
          {markWords.not_applicable} or {markWords.under_review}. Every mark has a date and a link; a criterion nobody
          has judged is under review, which says nothing about the venue. Vaults and counterparty pools are judged on
          what they disclose; what does not fit their design is not applicable. Marks are never mixed with coverage. The
          marks stand on <a href="/disclosure">the disclosure page</a>.
        </p>
      </Prose>
      <CriteriaTable />
      <DataTable caption="Evidence levels, and how long each counts" showCaption height="flowing">
        <thead>
          <tr>
            <ColumnHeader>Level</ColumnHeader>
            <ColumnHeader>Meaning</ColumnHeader>
            <ColumnHeader>Counts for</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {EVIDENCE_LEVELS.map(({ level, meaning, counts }) => (
            <tr key={level}>
              <th scope="row">{level}</th>
              <td>{meaning}</td>
              <td>{counts}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Prose>
        <p>
          A mark whose evidence is older no longer counts: it is shown as expired, and is under review until somebody
          reads the source again. A full mark for the current balance needs our own captures: where a venue’s documented
          feed lacks nothing else, and we hold its answers for {CAPTURES_DAYS} days at least half as often as its
          cadence asks, the mark is raised, with the day our captures begin. It falls back when the feed is no longer
          read in time. A lower mark may be announced with its day and reason before it is in force.
        </p>
        <h3>Stages</h3>
        <ul>
          <li>Stage 1, observable: {requirements(1)}.</li>
          <li>Stage 2, verifiable: stage 1, and {requirements(2)}.</li>
          <li>Stage 0, claimed: a requirement of stage 1 is known to be missed.</li>
          <li>
            Under review: nothing is known to be missed, but something asked for is not judged or has expired. A stage
            is never stated from belief.
          </li>
        </ul>
        <p>
          The lowest mark of {FLOOR_CRITERIA.join(', ')} stands beside the stage, because strength elsewhere does not
          make up for it. A sum of points (2, 1, 0) is printed only with both, and only when every criterion that fits
          is judged. None of it says how large a fund is: a fully open fund may be thin.
        </p>
        <h3 id="ledger">Changes in what venues publish</h3>
        <p>
          Every answer is compared with what is known of its form: fields, their types, whether any row fills them, and
          the types of rows where a feed has them. Only lists with a row are judged; keys that are symbols, ids or dates
          are data, so a new coin is no change. What is new counts at once. A field counts as gone or emptied when no
          row has it in {GONE_AFTER.captures} answers in a row over at least {GONE_AFTER.fieldMs / 3_600_000} hour, a
          type of row after {GONE_AFTER.rowTypeMs / 86_400_000} days; one that came back before must stay away twice as
          long. The first answer makes no news. Each change names the last answer before it and the first after it;
          those bytes are kept for ever.
        </p>
        <p>
          Pools are compared the same way: contracts that move, pools that split, merge, begin or end; what is missing
          counts after {MEMBER_GONE_AFTER_PASSES} complete readings. A regrouping is neither inflow nor outflow: the
          level of a pool goes on unchanged across it, and its balances carry <code>obs_status</code> B there. Changes
          from before our captures are entered with their sources and <code>basis</code> published.
        </p>
        <p>
          A published number is not evidence by itself. At the trial of FTX’s founder a witness said that the fund
          figure on its site was made from trading volume and a random number (reported in the press in October 2023).
          Such a figure is in the record as a false claim, not as a balance.
        </p>
      </Prose>
    </Section>
  )
}
