/** Runs once when the server starts, before its first request. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next puts this word in; it is not a setting
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { notePeerAddresses } = await import('@/app/_http/rate-limit/peer-address')
  notePeerAddresses()
}
