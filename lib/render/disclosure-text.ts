import type { Mark } from '@/lib/core/disclosure'
import type { GradedMark } from '@/lib/core/metrics/disclosure'
import type { StageView } from '@/lib/queries/dto/disclosure'
import { markWords } from '@/lib/render/criteria'

/** A sign beside the word of a mark; the word alone says the same. */
export const markSigns: Readonly<Record<Mark, string>> = {
  yes: '●',
  partly: '◐',
  no: '○',
  under_review: '?',
  not_applicable: '–',
}

export const stageNames: Readonly<Record<StageView['state'], string>> = {
  claimed: 'Stage 0, claimed',
  observable: 'Stage 1, observable',
  verifiable: 'Stage 2, verifiable',
  under_review: 'Stage under review',
}

/** In the order of a table: what is known first, best first. */
export const stageOrder: readonly StageView['state'][] = ['verifiable', 'observable', 'claimed', 'under_review']

const dayOf = (moment: string): string => moment.slice(0, 10)

/** The lowest mark of the five criteria that no strength elsewhere makes up for. */
export function floorText({ floor }: Pick<StageView, 'floor'>): string {
  return `${markWords[floor.mark]} (${floor.criteria.join(', ')})`
}

/** The sum of points, where every criterion that fits is judged. */
export function sumText({ sum }: Pick<StageView, 'sum'>): string | null {
  return sum === null ? null : `${sum.points} of ${sum.of} points`
}

/** Why the next stage is not reached, as one sentence per cause; none at the highest stage. */
export function stageReasons({ stage, next, missed, open }: StageView): readonly string[] {
  if (next === null) return []
  const settled = missed.length > 0
  return [
    ...(settled ? [`Stage ${next} is not reached: ${joinCauses(missed)}.`] : []),
    ...(open.length > 0
      ? [
          `${settled ? 'Also open' : `Stage ${next} cannot be stated${stage === null ? '' : ' yet'}`}: ${joinCauses(open)}.`,
        ]
      : []),
  ]
}

const REVIEW = /^(T\d+) is under review$/

/** Causes as one clause; criteria under review are named together. */
function joinCauses(causes: readonly string[]): string {
  const criteria = causes.flatMap((cause) => REVIEW.exec(cause)?.[1] ?? [])
  const others = causes.filter((cause) => !REVIEW.test(cause))
  const [last, ...before] = [...criteria].reverse()
  if (last === undefined) return others.join('; ')
  const named = before.length === 0 ? `${last} is` : `${before.reverse().join(', ')} and ${last} are`
  return [...others, `${named} under review`].join('; ')
}

/** What a reader must know of a mark beside its note: expiry, our captures, an announced downgrade. */
export function markRemarks({ expired, capturesSince, downgrade }: GradedMark): readonly string[] {
  return [
    expired === null
      ? null
      : `The mark was “${markWords[expired.mark]}”; its evidence counted until ${dayOf(expired.on)} and has to be read again.`,
    capturesSince === null ? null : `A full mark by our own captures of the feed, held since ${capturesSince}.`,
    downgrade === null
      ? null
      : `Downgrade pending: ${markWords[downgrade.to]} from ${downgrade.on} on. ${downgrade.reason}`,
  ].filter((text) => text !== null)
}

/** Level, day and validity of the evidence: `E1, 2026-11-23, counts until 2027-11-23`. */
export function evidenceText({ evidenceLevel, observedOn, validUntil, expired }: GradedMark): string {
  const limit =
    validUntil === null || expired !== null
      ? null
      : validUntil.length === 10
        ? `counts until ${validUntil}`
        : 'counts while the feed is read in time'
  return [evidenceLevel, observedOn, limit].filter((part) => part !== null).join(', ')
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  field_new: 'new field',
  field_filled: 'field filled',
  field_emptied: 'field emptied',
  field_gone: 'field gone',
  type_changed: 'type changed',
  format_changed: 'format changed',
  row_type_new: 'new row type',
  row_type_gone: 'row type gone',
  pool_moved: 'regrouping',
  pool_split: 'regrouping',
  pool_merged: 'regrouping',
  pool_new: 'new pool',
  pool_ended: 'pool ended',
  markets_joined: 'contracts joined',
  markets_left: 'contracts left',
  cadence_changed: 'cadence changed',
  files_ended: 'files ended',
  source_withdrawn: 'feed withdrawn',
  venue_closed: 'venue closed',
}

/** The kind of a change in a few words. */
export function changeWord(kind: string): string {
  return KIND_WORDS[kind] ?? kind.replaceAll('_', ' ')
}
