import { getCharts } from '@/app/_data/charts'
import { untilSettled } from '@/app/_data/series'
import { answer } from '@/app/_http/answer'
import { answerOptions, refuseMethod, respondBytes } from '@/app/_http/respond'
import { chartCells, chartColumns } from '@/lib/export/chart'
import { csvHeader, csvRow } from '@/lib/export/csv'
import { strongEtag } from '@/lib/export/etag'
import { readChartRequest } from '@/lib/queries/chart-request'
import { findProfile } from '@/lib/record/profiles'
import { chartRows, drawnUnit } from '@/lib/render/chart-cells'
import { nameByVenue, viewPanels } from '@/lib/render/chart-view'

export const dynamic = 'force-dynamic'

/** The rows behind a chart of the site as CSV: the cells of the table beside it, all of them. */
export function GET(request: Request): Promise<Response> {
  return answer(request, async () => {
    const now = new Date()
    const asked = readChartRequest(new URL(request.url).searchParams, {
      now,
      knows: (venue) => findProfile(venue) !== null,
    })
    if (asked.asOf !== null) await untilSettled(asked.asOf)
    const lines = await getCharts(asked.venues, { range: asked.range, fund: asked.fund, asOf: asked.asOf })
    const series = asked.venues.length > 1 ? nameByVenue(lines) : lines
    const { panels } = viewPanels(series, { ...asked, fit: false }, (asked.asOf ?? now).getTime())
    const unit = drawnUnit(panels)
    const rows = chartRows(series, panels).map((row) => csvRow(chartColumns, chartCells(row, unit)))
    const text = `${csvHeader(chartColumns)}${rows.join('')}`
    return respondBytes(request, text, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="coverline-chart-${asked.venues.join('-')}.csv"`,
      ETag: strongEtag(text),
    })
  })
}

export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
