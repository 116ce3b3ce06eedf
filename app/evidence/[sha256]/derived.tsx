import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Notice } from '@/app/_components/notice'
import { ReportLink } from '@/app/_components/remarks'
import { TimeText } from '@/app/_components/time-text'
import { recordId } from '@/lib/core/record-id'
import type { EvidencePage } from '@/lib/queries/dto/evidence'
import { venueName } from '@/lib/queries/venue-names'
import { balanceRecord } from '@/lib/render/correction-text'
import { type Recomputation, recomputeBalance, recomputeOpenInterest } from '@/lib/render/recompute-text'
import { adlLevelWord } from '@/lib/render/words'
import { DerivedContext } from './derived-context'
import { Cut, Reason } from './derived-notes'
import styles from './page.module.css'

function FormulaCells({ formula, note }: Recomputation) {
  return (
    <td>
      <div className={styles.formula}>
        <code className={styles.code}>{formula}</code>
        {note === null ? null : <span className={styles.small}>{note}</span>}
      </div>
    </td>
  )
}

function Balances({ evidence: { balances, counts } }: { readonly evidence: EvidencePage }) {
  if (balances.length === 0) return null
  return (
    <>
      <DataTable caption="Fund balances read from these bytes" showCaption>
        <thead>
          <tr>
            <ColumnHeader>Fund</ColumnHeader>
            <ColumnHeader>Units × price = value</ColumnHeader>
            <ColumnHeader>Venue’s time (UTC)</ColumnHeader>
            <ColumnHeader>First checked (UTC)</ColumnHeader>
            <ColumnHeader>Note</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {balances.map((row) => (
            <tr key={`${row.venue} ${row.fund} ${row.asset} ${row.observedAt} ${row.checkedAt}`}>
              <th scope="row">
                <a href={`/venues/${row.venue}#funds`}>{venueName(row.venue)}</a>
                <span className={styles.small}>{row.fund}</span>
              </th>
              <FormulaCells {...recomputeBalance(row)} />
              <td>
                <TimeText at={row.observedAt} reason="" />
              </td>
              <td>
                <TimeText at={row.checkedAt} reason="" />
              </td>
              <Reason reason={row.reason}>
                <ReportLink record={balanceRecord(row.venue, row.fund, row)} of={`${row.fund}, ${row.asset}`} />
              </Reason>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Cut shown={balances.length} all={counts.balances} what="balance" />
    </>
  )
}

function OpenInterest({ evidence: { openInterest, counts } }: { readonly evidence: EvidencePage }) {
  if (openInterest.length === 0) return null
  return (
    <>
      <DataTable caption="Open interest read from these bytes" showCaption>
        <thead>
          <tr>
            <ColumnHeader>Market</ColumnHeader>
            <ColumnHeader>Units × price = value</ColumnHeader>
            <ColumnHeader numeric>Contracts</ColumnHeader>
            <ColumnHeader>Observed (UTC)</ColumnHeader>
            <ColumnHeader>Note</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {openInterest.map((row) => (
            <tr key={`${row.venue} ${row.market} ${row.observedAt}`}>
              <th scope="row">
                {row.market}
                <span className={styles.small}>{venueName(row.venue)}</span>
              </th>
              <FormulaCells {...recomputeOpenInterest(row)} />
              <NumberCell>{row.contracts ?? <Absent reason="not in contracts" />}</NumberCell>
              <td>
                <TimeText at={row.observedAt} reason="" />
              </td>
              <Reason reason={row.reason}>
                <ReportLink record={recordId({ kind: 'open-interest', ...row })} of={row.market} />
              </Reason>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Cut shown={openInterest.length} all={counts.openInterest} what="market" />
    </>
  )
}

function AdlSignals({ evidence: { adl, counts } }: { readonly evidence: EvidencePage }) {
  if (adl.length === 0) return null
  return (
    <>
      <DataTable caption="ADL signals read from these bytes" showCaption>
        <thead>
          <tr>
            <ColumnHeader>Subject</ColumnHeader>
            <ColumnHeader>Signal as printed</ColumnHeader>
            <ColumnHeader>Level</ColumnHeader>
            <ColumnHeader numeric>Proximity</ColumnHeader>
            <ColumnHeader>Observed (UTC)</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {adl.map((row) => (
            <tr key={`${row.subject} ${row.signal} ${row.observedAt}`}>
              <th scope="row">{row.subject}</th>
              <td>
                <code className={styles.code}>
                  {row.signal}: {row.value}
                </code>
              </td>
              <td>{row.level === null ? <Absent reason="not graded" /> : `${row.level} ${adlLevelWord(row.level)}`}</td>
              <NumberCell>{row.proximity === null ? <Absent reason="not computable" /> : row.proximity}</NumberCell>
              <td>
                <TimeText at={row.observedAt} reason="" />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Cut shown={adl.length} all={counts.adl} what="signal" />
    </>
  )
}

/** Every figure read from the bytes, each with the arithmetic that leads to it. */
export function Derived({ evidence }: { readonly evidence: EvidencePage }) {
  const { counts } = evidence
  if (Object.values(counts).every((count) => count === 0)) {
    return (
      <Notice title="No stored figure names these bytes.">
        They were asked for together with others (prices, lists of markets, leverage limits), or every row of them was
        the same as before or refused.
      </Notice>
    )
  }
  return (
    <>
      <Balances evidence={evidence} />
      <OpenInterest evidence={evidence} />
      <AdlSignals evidence={evidence} />
      <DerivedContext evidence={evidence} />
    </>
  )
}
