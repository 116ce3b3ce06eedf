const KIB = 1024

/** A size: `512 bytes`, `5.6 kB`, `34 kB`, `1.2 MB`; kB and MB of 1,024. */
export function formatBytes(bytes: number): string {
  if (bytes < KIB) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  if (bytes < 10 * KIB) return `${(bytes / KIB).toFixed(1)} kB`
  if (bytes < KIB * KIB) return `${Math.round(bytes / KIB)} kB`
  return `${(bytes / (KIB * KIB)).toFixed(1)} MB`
}
