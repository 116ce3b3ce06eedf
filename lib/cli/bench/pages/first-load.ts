import { gzipSync } from 'node:zlib'
import { z } from 'zod'

export interface FirstLoad {
  readonly path: string
  readonly scripts: number
  /** Sum over the scripts that the HTML asks for, each compressed alone as a server sends it. */
  readonly gzipBytes: number
  readonly htmlGzipBytes: number
}

const SCRIPT = /<script[^>]*\bsrc="([^"]+)"[^>]*>/g
const PRELOADED = /<link[^>]*\brel="(?:modulepreload|preload)"[^>]*\bas="script"[^>]*\bhref="([^"]+)"/g
const REQUEST_MS = 30_000

/** What a browser must load before the page answers to a reader: every script named in the HTML, nothing that loads later. */
export async function measureFirstLoad(siteUrl: string, path: string): Promise<FirstLoad> {
  const html = await readText(new URL(path, siteUrl))
  const sources = [SCRIPT, PRELOADED].flatMap((pattern) =>
    [...html.matchAll(pattern)].flatMap((match) => match[1] ?? []),
  )
  const unique = [...new Set(sources)].filter((source) => !html.includes(`src="${source}" noModule`))
  const sizes = await Promise.all(
    unique.map(
      async (source) => gzipSync(await readText(new URL(source.replaceAll('&amp;', '&'), siteUrl))).byteLength,
    ),
  )
  return {
    path,
    scripts: unique.length,
    gzipBytes: sizes.reduce((total, size) => total + size, 0),
    htmlGzipBytes: gzipSync(html).byteLength,
  }
}

/** The text of every script the HTML asks for, to look for code that must not be there. */
export async function readFirstLoadCode(siteUrl: string, path: string): Promise<string> {
  const html = await readText(new URL(path, siteUrl))
  const sources = [...new Set([...html.matchAll(SCRIPT)].flatMap((match) => match[1] ?? []))]
  const texts = await Promise.all(sources.map((source) => readText(new URL(source.replaceAll('&amp;', '&'), siteUrl))))
  return texts.join('\n')
}

async function readText(url: URL): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(REQUEST_MS) })
  if (answer.status !== 200) throw new Error(`${url.pathname} answered ${answer.status}`)
  return z
    .string()
    .min(1)
    .parse(await answer.text())
}
