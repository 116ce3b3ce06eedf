import Link from 'next/link'
import { Cite } from '@/app/_components/cite'
import { EvidenceLink } from '@/app/_components/evidence-link'
import { Notice } from '@/app/_components/notice'
import { Page, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { env } from '@/lib/env'
import { eventCitation } from '@/lib/export/cite/citation'
import type { AdlAround } from '@/lib/queries/dto/adl'
import type { EpisodePage } from '@/lib/queries/dto/episode'
import { pageRecord } from '@/lib/render/correction-text'
import {
  causeWords,
  episodeTitle,
  levelStateWords,
  levelTexts,
  recoveryText,
  samplingText,
  severityWords,
} from '@/lib/render/episode-words'
import { formatRatioPercent, formatTime } from '@/lib/render/format'
import { EpisodeAmounts } from '../episode-amounts'
import { EpisodeList } from './episode-list'
import { EventCharts } from './event-charts'
import { EventFigures } from './event-figures'
import { EventList } from './event-neighbours'
import { FundSpansTable } from './fund-spans-table'
import styles from './page.module.css'

const LEVELS = ['minor', 'material', 'severe'] as const

function Moment({ at }: { readonly at: string }) {
  return <time dateTime={at}>{formatTime(at)}</time>
}

/** The page of a detected net outflow. */
export function EpisodeView({ page, adl }: { readonly page: EpisodePage; readonly adl: readonly AdlAround[] }) {
  const { episode, spans, charts, window, others, events, figures, meta } = page
  const { venue, venueName, label } = episode
  const { simulated, publicUrl } = env()
  const { generatedAt, dataAsOf } = meta
  const cited = { site: publicUrl, generatedAt, dataAsOf, asOf: null, simulated }
  const day = (at: string) => at.slice(0, 10)
  return (
    <Page
      kicker={
        <>
          <Link href="/events" prefetch={false}>
            Events
          </Link>{' '}
          · detected · <Moment at={episode.crossedAt} /> UTC ·{' '}
          <Link href={`/venues/${venue}`} prefetch={false}>
            {venueName}
          </Link>
        </>
      }
      title={episodeTitle(episode)}
      lede={<p>{causeWords[episode.cause].meaning}</p>}
      actions={
        <Link
          href={`/venues/${venue}?change_from=${day(episode.startedAt)}&change_to=${nextDay(episode.untilAt)}#change`}
          prefetch={false}
        >
          What changed the fund
        </Link>
      }
    >
      {episode.retracted ? (
        <Notice title="This episode is retracted.">
          A later reading of the balances does not show it any more. It stays here because its address was given out.
        </Notice>
      ) : null}
      <dl className={styles.facts}>
        <Fact name="Fund">
          {label}
          {episode.partOf === null ? '' : ', a part of a larger fund'}
        </Fact>
        <Fact name="From to">
          <EpisodeAmounts episode={episode} />
        </Fact>
        <Fact name="Fall">
          {formatRatioPercent(episode.fall)}
          {episode.fall24h === null ? '' : `; within 24 hours at most ${formatRatioPercent(episode.fall24h)}`}
          {episode.fall8h === null ? '' : `, within 8 hours ${formatRatioPercent(episode.fall8h)}`}
          {episode.levelBasis === 'units' ? '' : ', measured free of price over all assets'}
        </Fact>
        <Fact name="Severity">
          {severityWords[episode.severity].word}
          <ul className={styles.sources}>
            {LEVELS.map((level) => (
              <li key={level}>
                {level}, {levelTexts[level]}: {levelStateWords[episode.levels[level]]}
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name="When">
          last at its highest <Moment at={episode.startedAt} />, lowest <Moment at={episode.troughAt} />,{' '}
          {recoveryText(episode)}
          {episode.recoveredAt === null ? null : (
            <>
              {' '}
              <Moment at={episode.recoveredAt} />
            </>
          )}{' '}
          UTC
        </Fact>
        <Fact name="Called">{causeWords[episode.cause].word}</Fact>
        {episode.note === null ? null : <Fact name="On record">{episode.note}</Fact>}
        <Fact name="Sampling">{samplingText(episode.samples, episode.expectedSamples, episode.longestGapS)}</Fact>
        <Fact name="Evidence">
          {episode.basis === 'published' ? (
            <a href={`/venues/${venue}#history`}>published balances of the record</a>
          ) : (
            <>
              before <EvidenceLink sha256={episode.before.sha256} of="the balance before" reason="bytes not kept" />,
              lowest <EvidenceLink sha256={episode.trough.sha256} of="the lowest balance" reason="bytes not kept" />
            </>
          )}
          {`; found ${formatTime(episode.recordedAt)} UTC, revision ${episode.revision}`}
        </Fact>
      </dl>

      <Section
        id="venues"
        title="Funds of all venues over the same time"
        note="Collected balances, and published ones marked as such. Each figure leads to the bytes it was read from."
      >
        <FundSpansTable spans={spans} />
      </Section>

      <Section id="around" title="Timeline" note="One chart per venue, all over the same days.">
        <EventCharts
          charts={charts}
          venue={venue}
          venueName={venueName}
          window={window}
          now={Date.parse(meta.generatedAt)}
          adl={adl}
        />
        {figures.length === 0 ? null : <EventFigures name={venueName} funds={[]} figures={figures} />}
      </Section>

      <Section id="elsewhere" title="Other net outflows within a day" note="Deepest first, of any venue.">
        <EpisodeList episodes={others} />
      </Section>

      <Section id="record" title="On record in the same days">
        <EventList events={events} />
      </Section>

      <Cite
        citation={eventCitation({ id: episode.episode, title: episodeTitle(episode) }, cited)}
        file={`/cite/event/${encodeURIComponent(episode.episode)}`}
      />
      <PageFooter
        record={pageRecord(`/events/${episode.episode}`)}
        meta={meta}
        sources={[{ text: 'how outflows are found', href: '/methodology#episodes' }]}
        downloads={
          <>
            <a href={`/api/v1/episodes.csv?venue=${venue}`}>net outflows of {venueName} (CSV)</a>,{' '}
            <a
              href={`/api/v1/fund-balances.csv?venue=${venue}&from=${day(episode.startedAt)}&to=${nextDay(episode.untilAt)}`}
            >
              the balances (CSV)
            </a>
          </>
        }
      />
    </Page>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The day after a moment: ranges do not hold their end. */
function nextDay(at: string): string {
  return new Date(Date.parse(at) + 86_400_000).toISOString().slice(0, 10)
}
