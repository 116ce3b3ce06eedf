import styles from './simulated-banner.module.css'

/** Stays in sight on every page whose figures come from the simulator. */
export function SimulatedBanner() {
  return (
    <aside className={styles.banner} aria-label="Simulated figures">
      <strong>SIMULATED</strong> <span>Collected from the exchange simulator, not from any exchange.</span>
    </aside>
  )
}
