import { bibtex } from '@/lib/export/cite/bibtex'
import { type Citation, downloadCitation, longCitation } from '@/lib/export/cite/citation'
import type { DatasetFacts } from '@/lib/export/dataset'

/** How to cite an answer of a series or table. */
function datasetCitation(facts: DatasetFacts): Citation {
  const { dataset, address, site } = facts
  return downloadCitation(
    {
      name: dataset.name,
      title: dataset.title,
      path: withoutMoment(address.slice(site.length)),
      // A table of the present has no such filter.
      pinnable: facts.filters.as_of !== undefined,
    },
    facts,
  )
}

/** The citation as metadata files carry it. */
export function citationDocument(facts: DatasetFacts) {
  const citation = datasetCitation(facts)
  return { text: longCitation(citation), bibtex: bibtex(citation), url: citation.url }
}

/** An address without the parameters that a citation writes itself, or that change no row. */
function withoutMoment(address: string): string {
  const [path = '', query = ''] = address.split('?')
  const kept = query.split('&').filter((part) => part !== '' && !/^(as_of|bom)=/.test(part))
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`
}
