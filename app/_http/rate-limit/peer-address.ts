import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { PEER_HEADER } from '@/app/_http/rate-limit/client-address'

interface Started {
  readonly request: IncomingMessage
  readonly socket: Socket
}

/** Writes the address of the other end of the connection into every request, before anything reads it. */
export function notePeerAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    // Node states what this channel carries; its types do not.
    const { request, socket } = message as Started
    request.headers[PEER_HEADER] = socket.remoteAddress ?? ''
  })
}
