import { cachedRead } from '@/app/_data/read'
import { readCoin, readCoins } from '@/lib/queries/coins'

/** Every coin on two or more venues, with the pools behind it. */
export const getCoins = cachedRead((db, now) => readCoins(db, { now }))

/** One coin on every venue that lists it; null for one that none lists. */
export const getCoin = cachedRead((db, now, coin: string) => readCoin(db, coin, { now }))
