import { cachedRead } from '@/app/_data/read'
import type { TableName } from '@/lib/export/tables'
import { readTable } from '@/lib/queries/tables'

/** How things stand now, as rows. */
export const getTable = cachedRead((db, now, name: TableName, venues: readonly string[] | null) =>
  readTable(db, name, { now, venues }),
)
