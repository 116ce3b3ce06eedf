/** Says what is being done on stderr, with the seconds since the start; figures and URLs go to stdout. */
export function createProgress(): (step: string) => void {
  const started = performance.now()
  return (step) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5)
    process.stderr.write(`${seconds} s  ${step}\n`)
  }
}
