import type { Config } from '../config.ts'
import type { Token } from '../core/token.ts'
import { exitCodes } from './exit-codes.ts'
import { print, readJson } from './records.ts'
import { callService } from './rest.ts'
import { say } from './saying.ts'

/** Prints a system's allowlist. */
export async function showAllowlist(config: Config, system: string): Promise<number> {
  return print((await callService(config, `/systems/${system}/allowlist`)).body)
}

/** Adds one entry. */
export async function addEntry(
  config: Config,
  system: string,
  network: string,
  options: { readonly label?: string; readonly owner?: string; readonly expiresAt?: string },
): Promise<number> {
  const body = { network, ...options }
  return print(
    (await callService(config, `/systems/${system}/allowlist/entries`, { method: 'POST', body })).body,
  )
}

/** Removes the entry of exactly this network. */
export async function removeEntry(config: Config, system: string, network: string): Promise<number> {
  const path = `/systems/${system}/allowlist/entries?network=${encodeURIComponent(network)}`
  await callService(config, path, { method: 'DELETE' })
  return exitCodes.yes
}

/** Replaces the entries, holding the version just read; `--dry-run` only tells whom it would cut off. */
export async function putAllowlist(
  config: Config,
  system: string,
  file: string,
  options: { readonly dryRun?: boolean; readonly confirmLockout?: boolean },
): Promise<number> {
  const path = `/systems/${system}/allowlist`
  const etag = (await callService(config, path)).headers.get('etag')
  const query = new URLSearchParams({
    ...(options.dryRun === true ? { dryRun: 'true' } : {}),
    ...(options.confirmLockout === true ? { confirm: 'lockout' } : {}),
  })
  const given = await readJson(file)
  const answer = await callService(config, `${path}?${query}`, {
    method: 'PUT',
    body: Array.isArray(given) ? { entries: given } : given,
    headers: etag === null ? {} : { 'if-match': etag },
  })
  return print(answer.body)
}

/** Prints the allowlist as a server reads it. */
export async function exportAllowlist(config: Config, system: string, target: string): Promise<number> {
  return print((await callService(config, `/systems/${system}/allowlist/exports/${target}`)).body)
}

/** Asks for a decision: exit 0 for allow, 1 for deny. */
export async function decide(
  config: Config,
  question: { readonly system: string; readonly ip: string; readonly login?: string },
): Promise<number> {
  const { body } = await callService(config, '/decisions', { method: 'POST', body: question })
  print(body)
  return (body as { readonly allow: boolean }).allow ? exitCodes.yes : exitCodes.no
}

/** Prints tokens, never their texts. */
export async function listTokens(config: Config): Promise<number> {
  return print((await callService(config, '/tokens')).body)
}

/** Issues a token and prints it, this once. */
export async function issueToken(
  config: Config,
  name: string,
  options: { readonly scopes: string; readonly networks?: string; readonly expiresAt?: string },
): Promise<number> {
  const body = {
    name,
    scopes: options.scopes.split(',').map(scope => scope.trim()),
    ...(options.networks === undefined
      ? {}
      : { networks: options.networks.split(',').map(text => text.trim()) }),
    ...(options.expiresAt === undefined ? {} : { expiresAt: options.expiresAt }),
  }
  const { body: issued } = await callService(config, '/tokens', { method: 'POST', body })
  if (isUnboundGate(issued as Issued)) say(config, 'token-unbound')
  return print(issued)
}

type Issued = Pick<Token, 'scopes' | 'networks'>

/** Whether a token made for a gate would be taken from anybody who copied it. */
function isUnboundGate({ scopes, networks }: Issued): boolean {
  return scopes.includes('decide') && networks.length === 0
}

/** Revokes a token at once. */
export async function revokeToken(config: Config, id: string): Promise<number> {
  await callService(config, `/tokens/${id}`, { method: 'DELETE' })
  return exitCodes.yes
}
