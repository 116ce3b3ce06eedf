import { listProfiles, type VenueProfile } from '@/lib/record/profiles'
import styles from './picker.module.css'
import { type CompareQuery, compareParameters, LEAST_VENUES, MOST_VENUES } from './query'

interface Group {
  readonly title: string
  readonly profiles: readonly VenueProfile[]
}

function groupsOf(profiles: readonly VenueProfile[]): readonly Group[] {
  const byName = [...profiles].sort((a, b) => a.name.localeCompare(b.name, 'en'))
  const groupOf = (profile: VenueProfile) => {
    if (profile.recordOnly || profile.status === 'closed') return 'record'
    if (profile.fundAbsence !== null) return 'without'
    return profile.fundType === 'vault' ? 'vault' : 'insurance'
  }
  const members = (group: string) => byName.filter((profile) => groupOf(profile) === group)
  return [
    { title: 'Insurance funds', profiles: members('insurance') },
    { title: 'Liquidation vaults', profiles: members('vault') },
    { title: 'No fund figure to collect', profiles: members('without') },
    { title: 'Closed, or on record only', profiles: members('record') },
  ].filter((group) => group.profiles.length > 0)
}

/** Which venues to set side by side: a plain form, so that it works without scripts. It keeps the rest of the view. */
export function VenuePicker({ query }: { readonly query: CompareQuery }) {
  const { venues: chosen } = query
  return (
    <form className={styles.form} method="get" action="/compare">
      {compareParameters({ ...query, mixed: false }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <p className={styles.hint}>
        Choose {LEAST_VENUES} to {MOST_VENUES} venues. Funds of one kind compare best.
      </p>
      <div className={styles.groups}>
        {groupsOf(listProfiles()).map(({ title, profiles }) => (
          <fieldset key={title} className={styles.group}>
            <legend>{title}</legend>
            {profiles.map(({ venue, name }) => (
              <label key={venue}>
                <input type="checkbox" name="v" value={venue} defaultChecked={chosen.includes(venue)} />
                {name}
              </label>
            ))}
          </fieldset>
        ))}
      </div>
      <button type="submit">Compare</button>
    </form>
  )
}
