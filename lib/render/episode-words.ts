import type { EpisodeLevel, LevelState, Severity } from '@/lib/core/metrics/episode'
import type { EpisodeDto } from '@/lib/queries/dto/episode'
import { formatAge, formatCount, formatInteger, formatRatioPercent } from '@/lib/render/format'
import type { Word } from '@/lib/render/words'

export const severityWords: Readonly<Record<Severity, Word>> = {
  minor: { word: 'minor', meaning: 'At least 1 % of the units left within 24 hours, and less than 5 %.' },
  material: { word: 'material', meaning: 'At least 5 % of the units left within 24 hours.' },
  severe: { word: 'severe', meaning: 'At least 30 % left within 8 hours: the size of published ADL triggers.' },
  unobservable: {
    word: 'size unobservable',
    meaning: 'The balance fell between two samples that lie further apart than a day: how fast cannot be told.',
  },
}

export const levelTexts: Readonly<Record<EpisodeLevel, string>> = {
  minor: '1 % in 24 h',
  material: '5 % in 24 h',
  severe: '30 % in 8 h',
}

export const levelStateWords: Readonly<Record<LevelState, string>> = {
  reached: 'reached',
  not_reached: 'not reached between samples',
  unobservable: 'unobservable: samples lie further apart than the window',
}

export const causeWords: Readonly<Record<EpisodeDto['cause'], Word>> = {
  net_outflow: {
    word: 'net outflow',
    meaning: 'The units fell. Use by liquidations, a withdrawal by the venue and a move elsewhere look the same.',
  },
  bankruptcy_loss: {
    word: 'bankruptcy loss',
    meaning: 'The venue’s own typed flow says that the fund paid a bankruptcy loss in this time.',
  },
}

type Titled = Pick<EpisodeDto, 'venueName' | 'label' | 'cause' | 'fall' | 'retracted'>

/** `Net outflow of 45 % from Bybit · BTC pool`; `Bankruptcy loss of 45 % at OKX · BTC swaps`. */
export function episodeTitle({ venueName, label, cause, fall, retracted }: Titled): string {
  const size = formatRatioPercent(fall)
  const what = cause === 'bankruptcy_loss' ? `Bankruptcy loss of ${size} at` : `Net outflow of ${size} from`
  return `${retracted ? 'Retracted: ' : ''}${what} ${venueName} · ${label}`
}

/** How densely something was sampled: `26 samples, 26 expected, longest gap 1 h`. Changes come beside the cadence, so there may be more. */
export function samplingText(samples: number, expected: number | null, longestGapS: number): string {
  const due = expected === null ? 'cadence not known' : `${formatInteger(expected)} expected`
  return `${formatCount(samples, 'sample')}, ${due}, longest gap ${formatAge(longestGapS * 1000)}`
}

/** What the balances say of a recovery, in a sentence. */
export function recoveryText({ recoveredAt, brokenAt }: Pick<EpisodeDto, 'recoveredAt' | 'brokenAt'>): string {
  if (recoveredAt !== null) return 'recovered'
  return brokenAt === null ? 'not yet recovered' : 'not followed further: the series breaks'
}
