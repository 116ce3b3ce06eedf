import { LiveForm } from '@/app/_client/live-form'
import type { StressPool, StressVenue } from '@/lib/queries/dto/stress'
import type { VenueProfile } from '@/lib/record/profiles'
import { formatLeverage, formatUnits, formatUsd } from '@/lib/render/format'
import type { FieldProblem } from '@/lib/render/stress-fields'
import { OWN, type StressQuery, stressKey, stressQueryFields } from '@/lib/render/stress-query'
import styles from './form.module.css'

const LAWS = [
  ['lu50', 'log-uniform, 1x to highest or 50x (central)'],
  ['lumax', 'log-uniform, 1x to highest'],
  ['tiers', 'tiers, as reported for Hyperliquid'],
  ['uniform', 'uniform, 1x to highest (ceiling)'],
  ['point', 'one leverage for all'],
  ['custom', 'my own law (below)'],
] as const

interface FieldProps {
  readonly field: keyof StressQuery
  readonly label: string
  readonly hint?: string
  readonly query: StressQuery
  readonly problems: readonly FieldProblem[]
  readonly placeholder?: string | undefined
  readonly mode?: 'decimal' | 'text'
}

/** One typed value with what is wrong about it below. */
function TextField({ field, label, hint, query, problems, placeholder, mode = 'decimal' }: FieldProps) {
  const key = stressKey(field)
  const wrong = problems.filter((problem) => problem.field === field)
  const describedBy = [hint === undefined ? null : `${key}-hint`, wrong.length === 0 ? null : `${key}-problem`]
    .filter((id) => id !== null)
    .join(' ')
  return (
    <div className={styles.field}>
      <label htmlFor={key}>{label}</label>
      <input
        id={key}
        name={key}
        type="text"
        inputMode={mode}
        autoComplete="off"
        defaultValue={query[field]}
        placeholder={placeholder}
        aria-invalid={wrong.length === 0 ? undefined : true}
        aria-describedby={describedBy === '' ? undefined : describedBy}
      />
      {hint === undefined ? null : (
        <p id={`${key}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {wrong.length === 0 ? null : (
        <p id={`${key}-problem`} className={styles.problem}>
          {wrong.map(({ message }) => message).join('; ')}
        </p>
      )}
    </div>
  )
}

function SelectField({
  field,
  name,
  label,
  value,
  options,
  problems,
  wide = false,
}: {
  readonly field: keyof StressQuery
  readonly name: string
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly problems: readonly FieldProblem[]
  readonly wide?: boolean
}) {
  const wrong = problems.filter((problem) => problem.field === field)
  return (
    <div className={wide ? `${styles.field} ${styles.wide}` : styles.field}>
      <label htmlFor={name}>{label}</label>
      <select
        id={name}
        name={name}
        defaultValue={value}
        aria-invalid={wrong.length === 0 ? undefined : true}
        aria-describedby={wrong.length === 0 ? undefined : `${name}-problem`}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
      {wrong.length === 0 ? null : (
        <p id={`${name}-problem`} className={styles.problem}>
          {wrong.map(({ message }) => message).join('; ')}
        </p>
      )}
    </div>
  )
}

/** The stored figure a field stands for while it is empty. */
function stored(amount: string | null, unit: string): string | undefined {
  if (amount === null) return undefined
  return unit === 'USD' ? formatUsd(amount) : formatUnits(amount, unit)
}

function usablePercent(pool: StressPool | null): string | undefined {
  if (pool?.usableUsd == null || pool.fundUsd === null || Number(pool.fundUsd) <= 0) return undefined
  return `${Number(((Number(pool.usableUsd) / Number(pool.fundUsd)) * 100).toPrecision(3))}`
}

/** The fields of the form by the name they are sent under. */
function formValues(query: StressQuery, slug: string, pool: StressPool | null): Readonly<Record<string, string>> {
  const typed = stressQueryFields.filter((field) => field !== 'fund' && field !== 'venue')
  const fields = typed.map((field) => [stressKey(field), query[field]] as const)
  return { ...Object.fromEntries(fields), v: slug, pool: `${slug}/${pool?.fund ?? ''}` }
}

/** Everything that goes into a scenario. A plain form; where scripts run, the answer follows while it is filled in. */
export function StressForm({
  query,
  venue,
  pool,
  profiles,
  problems,
}: {
  readonly query: StressQuery
  readonly venue: StressVenue | null
  readonly pool: StressPool | null
  readonly profiles: readonly VenueProfile[]
  readonly problems: readonly FieldProblem[]
}) {
  const common = { query, problems }
  const isOwn = venue === null
  const ownFields = [query.contract, query.openInterest, query.money, query.usable, query.maxLeverage]
  const pools = venue?.pools ?? []
  const slug = venue?.venue ?? OWN
  return (
    <LiveForm className={styles.form} action="/stress" label="The scenario" values={formValues(query, slug, pool)}>
      <SelectField
        field="venue"
        name="v"
        label="Venue"
        value={slug}
        problems={problems}
        options={[
          ...profiles.map(({ venue: id, name }) => [id, name] as const),
          // A venue without a fund can be asked for by its address; the form then still says what is shown.
          ...(venue === null || profiles.some((profile) => profile.venue === venue.venue)
            ? []
            : [[venue.venue, venue.name] as const]),
          [OWN, 'none: I type my own figures'] as const,
        ]}
      />
      {pools.length === 0 ? null : (
        <SelectField
          field="fund"
          name="pool"
          label="Pool"
          value={`${slug}/${pool?.fund ?? ''}`}
          problems={problems}
          options={[
            [`${slug}/`, pools.length === 1 ? 'the venue as a whole' : `all ${pools.length} pools as one`] as const,
            ...pools.map(({ fund, label }) => [`${slug}/${fund}`, label] as const),
          ]}
        />
      )}
      <TextField
        {...common}
        field="gap"
        label={query.side === 'short' ? 'Rise, %' : 'Fall, %'}
        hint="at once, on every contract of the pool"
      />
      <TextField {...common} field="slippage" label="Slippage, %" hint="on top of the move" />
      <SelectField
        field="side"
        name="side"
        label="Direction"
        value={query.side}
        problems={problems}
        options={[
          ['long', 'fall: longs lose'],
          ['short', 'rise: shorts lose'],
        ]}
      />
      <SelectField
        field="law"
        name="law"
        label="Leverage law"
        value={query.law}
        problems={problems}
        options={LAWS}
        wide
      />
      {query.law === 'point' ? <TextField {...common} field="leverage" label="Leverage of all positions" /> : null}
      <details className={styles.more} open={isOwn || ownFields.some((text) => text !== '')}>
        <summary>{isOwn ? 'Your figures' : 'Other figures than the stored ones'}</summary>
        <div className={styles.fields}>
          <TextField
            {...common}
            field="openInterest"
            label={`Open interest, ${pool?.unit ?? 'USD or coins'}`}
            placeholder={stored(pool?.openInterest ?? null, pool?.unit ?? 'USD')}
            hint="one side counted once"
          />
          <TextField
            {...common}
            field="money"
            label={`Fund, ${pool?.unit ?? 'USD or coins'}`}
            placeholder={stored(pool?.fundAmount ?? null, pool?.unit ?? 'USD')}
          />
          <TextField
            {...common}
            field="usable"
            label="Usable share of the fund, %"
            placeholder={usablePercent(pool) ?? '100'}
            hint="what it can pay before ADL starts"
          />
          <TextField
            {...common}
            field="maxLeverage"
            label="Highest leverage"
            placeholder={
              pool?.maxLeverage == null ? undefined : formatLeverage(Number(pool.maxLeverage.toPrecision(3)))
            }
          />
          <SelectField
            field="contract"
            name="contract"
            label="Contracts"
            value={query.contract}
            problems={problems}
            options={[
              ['', pool === null ? 'linear (default)' : `as the pool: ${pool.contract}`],
              ['linear', 'linear: margin in dollars'],
              ['inverse', 'inverse: margin in the coin'],
            ]}
          />
        </div>
      </details>
      <details className={styles.more} open={query.custom !== '' || query.maintenance !== '' || query.law === 'custom'}>
        <summary>My own leverage law, maintenance margin</summary>
        <div className={styles.fields}>
          <TextField
            {...common}
            field="custom"
            mode="text"
            label="Leverage law as in the API, JSON"
            placeholder='{"kind":"loguniform","min":1,"max":100}'
            hint="kinds: point, uniform, loguniform, cushion_uniform, mixture"
          />
          <TextField
            {...common}
            field="maintenance"
            label="Maintenance margin, %"
            hint="for the orderly market; empty: half the initial margin at the highest leverage"
          />
        </div>
      </details>
    </LiveForm>
  )
}
