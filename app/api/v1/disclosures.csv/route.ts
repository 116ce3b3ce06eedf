import { answer } from '@/app/_http/answer'
import { askedDisclosures } from '@/app/_http/disclosures'
import { answerOptions, refuseMethod, respondBytes } from '@/app/_http/respond'
import { csvHeader, csvRow } from '@/lib/export/csv'
import { strongEtag } from '@/lib/export/etag'
import { disclosureCells, disclosureColumns } from '@/lib/queries/disclosure-api'

export const dynamic = 'force-dynamic'

/** The same as `disclosures.json`, one row per venue and criterion. */
export function GET(request: Request): Promise<Response> {
  return answer(request, async () => {
    const { venues } = await askedDisclosures(request)
    const rows = venues.flatMap(disclosureCells).map((cells) => csvRow(disclosureColumns, cells))
    const text = csvHeader(disclosureColumns) + rows.join('')
    return respondBytes(request, text, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': 'attachment; filename="coverline-disclosures.csv"',
      ETag: strongEtag(text),
    })
  })
}

export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
