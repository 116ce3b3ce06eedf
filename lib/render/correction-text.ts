import type { CorrectionNote, ReplyView, VenueRemarks } from '@/lib/queries/dto/correction'

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

/** Where a reader reports an error of a row. */
export function reportHref(record: string): string {
  return `/corrections/report?record=${encodeURIComponent(record)}`
}
