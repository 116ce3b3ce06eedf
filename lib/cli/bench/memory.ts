import { readdir, readFile } from 'node:fs/promises'

const SAMPLE_MS = 100

/** Resident memory, MB, of the process that serves the site a command started; Linux only. */
async function siteMemory(command: number): Promise<number> {
  const processes = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(describe))
  const known = processes.filter((one) => one !== null)
  const ofCommand = new Set([command])
  // A child is younger than its parent, but numbers wrap: walk until nothing is added.
  for (let size = 0; size !== ofCommand.size; ) {
    size = ofCommand.size
    for (const one of known) if (ofCommand.has(one.parent)) ofCommand.add(one.pid)
  }
  const site = known.filter((one) => ofCommand.has(one.pid) && one.name.startsWith('next-server'))
  return site.reduce((total, { rssKb }) => total + rssKb / 1024, 0)
}

async function describe(name: string) {
  try {
    const [status, command] = await Promise.all([
      readFile(`/proc/${name}/status`, 'utf8'),
      readFile(`/proc/${name}/cmdline`, 'utf8'),
    ])
    const read = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    return { pid: Number(name), parent: read('PPid'), rssKb: read('VmRSS'), name: command }
  } catch {
    // It ended meanwhile.
    return null
  }
}

/** Watches the memory of a site while `work` runs: what it was before, and the most it was. */
export async function watchMemory<Result>(command: number, work: () => Promise<Result>) {
  const before = await siteMemory(command)
  if (before === 0) throw new Error('the process that serves the site was not found; this needs /proc')
  let most = before
  let sampling = true
  const watching = (async () => {
    while (sampling) {
      most = Math.max(most, await siteMemory(command))
      await new Promise((next) => setTimeout(next, SAMPLE_MS))
    }
  })()
  try {
    const result = await work()
    return { result, beforeMb: before, mostMb: most }
  } finally {
    sampling = false
    await watching
  }
}
