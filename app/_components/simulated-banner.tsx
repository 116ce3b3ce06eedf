import styles from './simulated-banner.module.css'

/** Stays in sight on every page whose figures come from the simulator. */
export function SimulatedBanner() {
  return (
    <p className={styles.banner} role="note">
      <strong>SIMULATED</strong>{' '}
      <span>What is collected here comes from the exchange simulator, not from any exchange.</span>
    </p>
  )
}
