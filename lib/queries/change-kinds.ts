/** The kinds of change the ledger knows, in groups a reader can ask for. */
export const CHANGE_GROUPS = [
  {
    group: 'form',
    title: 'form of the answers',
    kinds: ['field_new', 'field_filled', 'field_emptied', 'field_gone', 'type_changed', 'format_changed'],
  },
  { group: 'rows', title: 'types of rows', kinds: ['row_type_new', 'row_type_gone'] },
  {
    group: 'pools',
    title: 'pools and their contracts',
    kinds: ['pool_moved', 'pool_split', 'pool_merged', 'pool_new', 'pool_ended', 'markets_joined', 'markets_left'],
  },
  {
    group: 'feeds',
    title: 'cadence, files, closures',
    kinds: ['cadence_changed', 'files_ended', 'source_withdrawn', 'venue_closed'],
  },
] as const

/** Changes of the form of a source's answers, as the status page counts them. */
export const FORM_KINDS: readonly string[] = CHANGE_GROUPS.filter(
  ({ group }) => group === 'form' || group === 'rows',
).flatMap(({ kinds }) => kinds)
