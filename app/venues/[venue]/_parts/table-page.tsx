import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound, redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Refresher } from '@/app/_client/refresher'
import { Page } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { getVenue } from '@/app/_data/venue'
import { recordId } from '@/lib/core/record-id'
import type { VenueData } from '@/lib/queries/dto/venue'
import { findProfile } from '@/lib/record/profiles'
import { readParameter } from '@/lib/render/chart-query'
import { reportHref } from '@/lib/render/correction-text'
import type { SearchParams } from '@/lib/render/overview-query'
import { type VenueTable, venueTablePath } from '@/lib/render/venue-shown'
import { pageSources } from '../view'

export interface TablePageProps {
  readonly params: Promise<{ readonly venue: string }>
  readonly searchParams: Promise<SearchParams>
}

/** Title, description and address of a page with one whole table of a venue. */
export async function tableMetadata(
  { params }: TablePageProps,
  table: VenueTable,
  say: (name: string) => { readonly title: string; readonly description: string },
): Promise<Metadata> {
  const { venue } = await params
  const profile = findProfile(venue)
  if (profile === null) return { title: 'Not found' }
  return { ...say(profile.name), alternates: { canonical: venueTablePath(venue, table) } }
}

/** The venue asked for. These tables are not kept for a moment: one in the address leads to the venue's pinned page. */
export async function readTablePage({ params, searchParams }: TablePageProps): Promise<VenueData> {
  const { venue } = await params
  const data = (await getVenue(venue)) ?? notFound()
  const asOf = readParameter(await searchParams, 'as_of')
  if (asOf !== '') redirect(`/venues/${venue}?${new URLSearchParams({ as_of: asOf })}`)
  return data
}

/** The frame of such a page: the way back to the venue, the table, sources and the age of the data. */
export function TablePage({
  data: { page, meta },
  title,
  section,
  lede,
  csv,
  children,
}: {
  readonly data: VenueData
  readonly title: string
  /** The part of the venue's page this is the whole of. */
  readonly section: string
  readonly lede: ReactNode
  /** The series the table is taken from. */
  readonly csv: { readonly href: string; readonly text: string }
  readonly children: ReactNode
}) {
  const record = recordId({ kind: 'venues', venue: page.venue })
  return (
    <Page
      title={`${page.name}: ${title}`}
      kicker={
        <Link href={`/venues/${page.venue}#${section}`} prefetch={false}>
          {page.name}
        </Link>
      }
      lede={<p>{lede}</p>}
      actions={
        <>
          <a href={csv.href}>CSV</a>
          <Link href={reportHref(record)} prefetch={false}>
            Report an error
          </Link>
        </>
      }
    >
      <Refresher renderedAt={Date.parse(meta.generatedAt)} />
      {children}
      <PageFooter
        meta={meta}
        record={record}
        sources={pageSources(page)}
        downloads={
          <>
            <a href={csv.href}>{csv.text} (CSV)</a>, <a href={`/api/v1/venues/${page.venue}`}>the venue (JSON)</a>
          </>
        }
      />
    </Page>
  )
}
