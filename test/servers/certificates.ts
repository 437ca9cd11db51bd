import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { write } from '../gates/gated.ts'

/** Whom this machine trusts without the tests. */
export const authorities = getCACertificates('default')

/** Files of a certificate for `localhost`. */
export interface Certificate {
  readonly key: string
  readonly certificate: string
  /** Key and certificate in one file, as Pure-FTPd wants them. */
  readonly both: string
}

/** A company's own authority. */
export interface Authority {
  readonly file: string
  /** Writes a certificate into the folder, over the one before; with no days left it has run out at once. */
  readonly issue: (folder: string, days?: number) => Certificate
}

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** Makes an authority whose files lie in this folder; nobody trusts it yet. */
export function makeAuthority(folder: string): Authority {
  chmodSync(folder, 0o755)
  const file = join(folder, 'ca.pem')
  const named = ['-subj', '/CN=Aoba Shoji', '-days', '30', '-keyout', 'ca.key', '-out', 'ca.pem']
  run(folder, 'req', '-x509', ...curve, ...named)
  const issue = (into: string, days = 20) => {
    run(into, 'req', ...curve, '-subj', '/CN=localhost', '-keyout', 'tls.key', '-out', 'tls.csr')
    write(into, 'names', 'subjectAltName=DNS:localhost,IP:127.0.0.1\n')
    const by = ['-CA', file, '-CAkey', join(folder, 'ca.key'), '-CAcreateserial']
    const asked = ['-days', String(days), '-extfile', 'names', '-out', 'tls.pem']
    run(into, 'x509', '-req', '-in', 'tls.csr', ...by, ...asked)
    const read = (name: string) => readFileSync(join(into, name), 'utf8')
    const both = write(into, 'both.pem', read('tls.key') + read('tls.pem'), 0o600)
    return { key: join(into, 'tls.key'), certificate: join(into, 'tls.pem'), both }
  }
  return { file, issue }
}

/** Makes a certificate by an authority that this process trusts from now on. */
export function makeCertificate(folder: string): Certificate {
  const { file, issue } = makeAuthority(folder)
  setDefaultCACertificates([...authorities, readFileSync(file, 'utf8')])
  return issue(folder)
}

function run(folder: string, ...options: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', options, { cwd: folder, encoding: 'utf8' })
  assert.equal(status, 0, stderr)
}
