import type { Request, RequestHandler } from 'express'
import type { Gate, HttpGate } from '../core/gate.ts'
import { Refusal } from '../core/refusal.ts'
import { pathsOf } from './gate-description.ts'
import type { Route } from './route.ts'

/** By path, as routes write it, the methods it has, as Allow names them (RFC 9110, section 10.2.1). */
export function methodsByPath(
  routes: readonly Pick<Route, 'method' | 'path'>[],
  gates: Iterable<Gate>,
): ReadonlyMap<string, string> {
  const methods = new Map<string, string[]>()
  const add = (path: string, ...names: string[]) =>
    methods.set(path, [...(methods.get(path) ?? []), ...names])
  for (const { method, path } of routes) {
    add(path, ...(method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))
  }
  for (const gate of gates) {
    if (gate.door.protocol !== 'http' || gate.door.method === 'any') continue
    for (const path of pathsOf(gate as HttpGate)) add(path, gate.door.method)
  }
  return new Map(
    [...methods].map(([path, names]) => [path, [...names, ...(isGate(path) ? [] : ['OPTIONS'])].join(', ')]),
  )
}

/** Answers a method that a known path does not have: 405, and OPTIONS with what it has. */
export function refuseMethod(path: string, allow: string): RequestHandler {
  return ({ method }: Request, response) => {
    // A server at a gate takes every 2xx for a yes.
    if (method !== 'OPTIONS' || isGate(path))
      throw new Refusal('wrong-method', 'http-method', { method, allow })
    response.writeHead(204, { Allow: allow }).end()
  }
}

function isGate(path: string): boolean {
  return path.startsWith('/gates/')
}
