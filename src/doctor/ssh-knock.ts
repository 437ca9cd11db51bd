import { connect } from 'node:net'
import { plainAddress } from '../core/address.ts'
import { within } from '../probe-library/attempt.ts'
import { addressOf, type Knocked, patience, troubleOf, type Visitor } from './knock.ts'

const sshPort = 22

/**
 * Tries one login by SSH once, with its key or its password; opens no shell. Without a login that is right it only
 * connects: `heard`, because sshd asks PAM's accounts after the key or the password was found right.
 */
export async function knockAtSsh(url: URL, from: string | undefined, visitor: Visitor): Promise<Knocked> {
  let met: string | undefined
  try {
    return await within(patience, async ({ onEnd }) => {
      const { default: ssh } = await import('ssh2')
      const client = new ssh.Client()
      onEnd(() => client.destroy())
      const { address } = await addressOf(url, from)
      const sock = connect({
        host: address,
        port: url.port === '' ? sshPort : Number(url.port),
        ...(from === undefined ? {} : { localAddress: from }),
      })
      onEnd(() => sock.destroy())
      sock.once('connect', () => {
        met = sock.localAddress && plainAddress(sock.localAddress)
      })
      const { login: username, key, password } = visitor
      const { promise, resolve, reject } = Promise.withResolvers<Knocked>()
      const tell = (did: NonNullable<Knocked['did']>, words = '') =>
        resolve({ did, words, ...(met === undefined ? {} : { from: met }) })
      // Every word of the handshake was good: what ends the connection from here on is about the login.
      let isShaken = false
      client
        .once('handshake', () => {
          isShaken = true
          if (visitor.is !== 'right') tell('heard')
        })
        .once('ready', () => tell('in'))
        .once('close', () => tell(isShaken ? 'refused' : 'turned-away'))
        .on('error', error => {
          if (isShaken) tell('refused', error.message)
          else reject(error)
        })
      client.connect({
        sock,
        username,
        readyTimeout: patience.milliseconds,
        authHandler: [key === undefined ? 'password' : 'publickey'],
        ...(key === undefined ? { password: password.reveal() } : { privateKey: key }),
      })
      return promise
    })
  } catch (error) {
    return { trouble: troubleOf(error) }
  }
}
