import { dataLicence } from '@/lib/export/licence'

/** Who is named as author and publisher. */
export const AUTHOR = 'Coverline'
export const SITE_TITLE = 'Coverline: the public record of crypto-exchange insurance funds'

/** What is cited: everything a citation says, before it is written in any form. Times are ISO 8601, UTC. */
export interface Citation {
  /** Tells it from other citations in a list: letters, digits and hyphens. */
  readonly key: string
  readonly title: string
  readonly kind: 'dataset' | 'page'
  /** Whole; pinned to `asOf` where the address can be. */
  readonly url: string
  /** When it was made or what it is pinned to: its year is the year of the citation. */
  readonly issuedAt: string
  /** The newest check behind the figures; null where none is known or stated. */
  readonly dataAsOf: string | null
  /** The moment the address is pinned to; null where the address shows what stands when it is opened. */
  readonly asOf: string | null
  /** The UTC day it was read; null in what is the same for ever, where each reader has a day of their own. */
  readonly accessed: string | null
  readonly simulated: boolean
}

/** How long a text from outside may be in a citation. */
const MOST_TITLE = 300

/** What a subject is cited with, whatever it is. */
export interface CiteFacts {
  readonly site: string
  /** When the page or file was made. */
  readonly generatedAt: string
  readonly dataAsOf: string | null
  /** The moment it is pinned to already; null: live, and the citation pins it to when it was made. */
  readonly asOf: string | null
  readonly simulated: boolean
  /** Overrules the day read, which is otherwise the day it was made, and none of what is pinned. */
  readonly accessed?: string | undefined
}

interface Subject {
  readonly id: string
  readonly title: string
  readonly kind: Citation['kind']
  /** With a leading slash, and any parameters of its own. */
  readonly path: string
  /** The address takes `as_of`. */
  readonly pinnable: boolean
}

function cite(subject: Subject, facts: CiteFacts): Citation {
  const moment = facts.asOf ?? facts.generatedAt
  const joint = subject.path.includes('?') ? '&' : '?'
  return {
    key: keyOf(['coverline', subject.id, moment.slice(0, 10)]),
    title: plainText(subject.title).slice(0, MOST_TITLE),
    kind: subject.kind,
    url: plainUrl(`${facts.site}${subject.path}${subject.pinnable ? `${joint}as_of=${moment}` : ''}`),
    issuedAt: moment,
    dataAsOf: facts.dataAsOf,
    asOf: subject.pinnable ? moment : null,
    accessed: facts.accessed ?? (facts.asOf === null ? facts.generatedAt.slice(0, 10) : null),
    simulated: facts.simulated,
  }
}

/** The whole record, shown by the overview. */
export function siteCitation(facts: CiteFacts): Citation {
  return cite({ id: 'site', title: SITE_TITLE, kind: 'dataset', path: '/', pinnable: true }, facts)
}

export function venueCitation({ venue, name }: { readonly venue: string; readonly name: string }, facts: CiteFacts) {
  const title = `${name}: fund, open interest and coverage`
  return cite({ id: venue, title, kind: 'dataset', path: `/venues/${venue}`, pinnable: true }, facts)
}

export function compareCitation(
  venues: readonly { readonly venue: string; readonly name: string }[],
  facts: CiteFacts,
) {
  const slugs = venues.map(({ venue }) => venue)
  const title = `${venues.map(({ name }) => name).join(', ')}: funds compared`
  const path = `/compare?v=${slugs.join(',')}`
  return cite({ id: ['compare', ...slugs].join('-'), title, kind: 'dataset', path, pinnable: true }, facts)
}

/** A documented event: the record changes with a release only, and its page takes no moment. */
export function eventCitation({ id, title }: { readonly id: string; readonly title: string }, facts: CiteFacts) {
  const path = `/events/${encodeURIComponent(id)}`
  return cite({ id: `event-${id}`, title, kind: 'page', path, pinnable: false }, facts)
}

export function coinCitation(coin: string, facts: CiteFacts) {
  const path = `/coins/${encodeURIComponent(coin)}`
  return cite(
    { id: `coin-${coin}`, title: `${coin}: the money behind its contracts`, kind: 'page', path, pinnable: false },
    facts,
  )
}

/** A scenario of the stress lab; `path` has its inputs. */
export function stressCitation(path: string, facts: CiteFacts) {
  return cite({ id: 'stress', title: 'Stress lab: a scenario', kind: 'page', path, pinnable: false }, facts)
}

/** A download: `path` is its address without `as_of`; a table of the present takes none. */
export function downloadCitation(
  {
    name,
    title,
    path,
    pinnable,
  }: { readonly name: string; readonly title: string } & Pick<Subject, 'path' | 'pinnable'>,
  facts: CiteFacts,
) {
  return cite({ id: name, title: `Coverline: ${title}`, kind: 'dataset', path, pinnable }, facts)
}

/** A key every tool takes: ASCII letters, digits and single hyphens. */
function keyOf(parts: readonly string[]): string {
  return parts
    .join('-')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .slice(0, 100)
    .replace(/-$/, '')
}

/** One line of text: nothing that could end a line or an entry, and no mark that turns the direction of reading. */
export function plainText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/\p{Cs}/gu, '\uFFFD')
    .trim()
}

/** An address without a character that means something to a bibliography. */
function plainUrl(url: string): string {
  return encodeURI(url.replaceAll(/\p{Cs}/gu, '\uFFFD'))
    .replaceAll('%25', '%')
    .replaceAll(/[\\{}^`|"<>']/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** `2026-11-25 08:40:12 UTC`. */
function clock(at: string): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC`
}

export function titleOf({ title, simulated }: Citation): string {
  return simulated ? `${title} [SIMULATED, not data about any venue]` : title
}

/** What a reader of the citation has to know beside its title and address. */
export function noteOf({ dataAsOf, asOf }: Citation): string {
  return [
    dataAsOf === null ? null : `Data as of ${clock(dataAsOf)}.`,
    asOf === null
      ? 'The address shows what stands when it is opened.'
      : `As known at ${clock(asOf)}; the address gives the same for ever.`,
    `Licence: ${dataLicence.name}, ${dataLicence.path}`,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ')
}

/** For a caption or a footnote: who, what, when and where. */
export function shortCitation(citation: Citation): string {
  const { issuedAt, asOf, dataAsOf } = citation
  const moment = asOf === null ? dataAsOf : asOf
  const when = moment === null ? '' : `, ${asOf === null ? 'data as of' : 'as known at'} ${clock(moment)}`
  return `${AUTHOR} (${issuedAt.slice(0, 4)}), ${titleOf(citation)}${when}. ${citation.url}`
}

/** For a list of references. */
export function longCitation(citation: Citation): string {
  const { issuedAt, kind, accessed, url } = citation
  const read = accessed === null ? '' : ` Accessed ${accessed}.`
  const form = kind === 'dataset' ? 'Data set' : 'Web page'
  return `${AUTHOR} (${issuedAt.slice(0, 4)}). ${titleOf(citation)} [${form}].${read} ${url} ${noteOf(citation)}`
}
