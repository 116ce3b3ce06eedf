import { recordId } from '@/lib/core/record-id'
import type { CorrectionNote, CorrectionRow, ReplyView, VenueRemarks } from '@/lib/queries/dto/correction'

/** How an entry stands in this database. */
export const correctionStateWords: Readonly<Record<CorrectionRow['state'], string>> = {
  applied: 'applied as a revision of the row',
  edited: 'the row is of the published record, whose file was edited',
  waiting: 'not applied: the row is not in this database, or does not hold the old value',
}

/** In place of a figure that its venue says is wrong, beside it. */
export const DISPUTED = 'disputed'

/** The newest correction of the figures named; undefined where there is none. */
export function shownCorrection(
  { corrections }: Pick<VenueRemarks, 'corrections'>,
  about: readonly CorrectionNote['about'][],
): CorrectionNote | undefined {
  return corrections.find((note) => about.includes(note.about))
}

/** `corrected 2026-11-25` and `disputed`, where there is room for no more. */
export function shortRemarks(
  remarks: VenueRemarks,
  corrected: readonly CorrectionNote['about'][],
  disputed: readonly string[],
): readonly string[] {
  const note = shownCorrection(remarks, corrected)
  const isDisputed = remarks.replies.some((reply) => reply.disputes && disputed.includes(reply.about))
  return [...(note === undefined ? [] : [`corrected ${note.date}`]), ...(isDisputed ? [DISPUTED] : [])]
}

/** The replies about one of these things. */
export function repliesAbout(replies: readonly ReplyView[], ...about: readonly string[]): readonly ReplyView[] {
  return replies.filter((reply) => about.includes(reply.about))
}

/** True for the id of a stored observation, told with the funds: its row is not on the page any more. */
export const isStoredRow = (record: string): boolean =>
  ['fund-balances/', 'open-interest/', 'flows/', 'adl/'].some((kind) => record.startsWith(kind))

/** Corrections of stored rows that are not told beside the figures of now. */
export function rowNotes({ corrections }: Pick<VenueRemarks, 'corrections'>): readonly CorrectionNote[] {
  return corrections.filter(({ about, record }) => about === 'record' && isStoredRow(record))
}

/** True for the id of a page, which is no row. */
export const isPage = (record: string): boolean => ['venues/', 'pages/'].some((kind) => record.startsWith(kind))

/** The id of a page that is about no single venue. */
export const pageRecord = (path: string): string => recordId({ kind: 'pages', path })

/** The id of a balance as funds list it. */
export function balanceRecord(
  venue: string,
  fund: string,
  { asset, observedAt }: { readonly asset: string; readonly observedAt: string },
): string {
  return recordId({ kind: 'fund-balances', venue, fund, asset, observedAt })
}

/** Where a reader reports an error of a row. */
export function reportHref(record: string): string {
  return `/corrections/report?record=${encodeURIComponent(record)}`
}

export interface Report {
  readonly record: string
  readonly title: string
  /** What is stored now, a line per figure. */
  readonly stored: readonly string[]
  readonly wrong: string
  readonly right: string
  readonly evidence: string
  /** Address of the report's page. */
  readonly url: string
}

/** The text of a report, ready to be sent by any way: it names the row, what it says and what is said against it. */
export function reportText({ record, title, stored, wrong, right, evidence, url }: Report): string {
  const block = (head: string, body: string) => `${head}:\n${body.trim() === '' ? '(not stated)' : body.trim()}`
  return [
    `Error report: ${title}`,
    `Record: ${record}\nPage: ${url}`,
    block('Stored', stored.join('\n')),
    block('What is wrong', wrong),
    block('What is right', right),
    block('Evidence', evidence),
  ].join('\n\n')
}

/** Longest address that mail programs and servers are sure to take. */
const LONGEST_ADDRESS = 7000

/** The operator's address with the text filled in; the text is left out where the address would grow too long. */
export function reportAddress(reportUrl: string, title: string, text: string): string {
  const [subject, body] = reportUrl.startsWith('mailto:') ? ['subject', 'body'] : ['title', 'body']
  const joint = reportUrl.includes('?') ? '&' : '?'
  const named = `${reportUrl}${joint}${subject}=${encodeURIComponent(`Error report: ${title}`)}`
  const filled = `${named}&${body}=${encodeURIComponent(text)}`
  return filled.length <= LONGEST_ADDRESS ? filled : named
}
