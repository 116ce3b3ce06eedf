import { answer } from '@/app/_http/answer'
import { answerOptions, refuseMethod, respondBytes } from '@/app/_http/respond'
import { NotFoundError } from '@/lib/errors'
import { bibtex } from '@/lib/export/cite/bibtex'
import type { Citation } from '@/lib/export/cite/citation'
import { cslItems } from '@/lib/export/cite/csl'
import { ris } from '@/lib/export/cite/ris'
import { weakEtag } from '@/lib/export/etag'
import { findCitation, subjectKinds } from '../../subjects'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ readonly kind: string; readonly file: string }>
}

/** Ids of episodes hold those of funds. */
const MOST_ID = 300
const SHOWN_LENGTH = 60
const FORMS: Readonly<Record<string, { readonly type: string; readonly write: (citation: Citation) => string }>> = {
  bib: { type: 'application/x-bibtex; charset=utf-8', write: bibtex },
  ris: { type: 'application/x-research-info-systems; charset=utf-8', write: ris },
  json: {
    type: 'application/vnd.citationstyles.csl+json; charset=utf-8',
    write: (citation) => `${JSON.stringify(cslItems(citation), null, 1)}\n`,
  },
}
const ACCEPTED = `/cite/{${Object.keys(subjectKinds).join('|')}}/{id}.{${Object.keys(FORMS).join('|')}}`

/** A citation as a file for a reference manager; with `as_of` of what was known then, else of this moment. */
export function GET(request: Request, context: Context): Promise<Response> {
  return answer(request, async () => {
    const { kind, file } = await context.params
    const name = decoded(file)
    const dot = name.lastIndexOf('.')
    const form = FORMS[name.slice(dot + 1)]
    if (form === undefined || dot < 1 || dot > MOST_ID || !Object.hasOwn(FORMS, name.slice(dot + 1)))
      throw new NotFoundError(`no citation "${name.slice(0, SHOWN_LENGTH)}"; accepted: ${ACCEPTED}`)
    const citation = await findCitation(kind, name.slice(0, dot), new URL(request.url).searchParams)
    if (citation === null)
      throw new NotFoundError(
        `nothing to cite at "${kind.slice(0, SHOWN_LENGTH)}/${name.slice(0, SHOWN_LENGTH)}"; accepted: ${ACCEPTED}`,
      )
    const text = form.write(citation)
    return respondBytes(request, text, {
      'Content-Type': form.type,
      'Content-Disposition': `attachment; filename="${citation.key}.${name.slice(dot + 1)}"`,
      ETag: weakEtag(text),
    })
  })
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
