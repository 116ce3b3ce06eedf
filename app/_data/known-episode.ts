import { cachedRead } from '@/app/_data/read'
import { readEpisode } from '@/lib/db/repositories/episode'

const EPISODE_ID = /^\d{4}-\d\d-\d\d-.{3,200}$/
const isStored = cachedRead(async (db, _now, id: string) => (await readEpisode(db, id)) !== null)

/** True for the id of a detected episode, retracted or not. Asks the store only for what looks like one. */
export async function isKnownEpisode(id: string): Promise<boolean> {
  return EPISODE_ID.test(id) && (await isStored(id))
}
