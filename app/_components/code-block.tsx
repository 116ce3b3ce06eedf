import styles from './code-block.module.css'

/** Text to read or copy as it is, in a scroll region that the keyboard reaches. `label` names it. */
export function CodeBlock({
  label,
  text,
  bounded = false,
}: {
  readonly label: string
  readonly text: string
  /** Keeps a long text to a part of the screen. */
  readonly bounded?: boolean
}) {
  return (
    <section
      className={bounded ? `${styles.region} ${styles.bounded}` : styles.region}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
      tabIndex={0}
    >
      <pre className={styles.text}>{text}</pre>
    </section>
  )
}
