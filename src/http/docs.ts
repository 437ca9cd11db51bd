import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import express, { type RequestHandler } from 'express'
import { z } from 'zod'
import { defineRoute, inEnglish, json } from './route.ts'

const asset = (name: string) => fileURLToPath(new URL(`./assets/${name}`, import.meta.url))
const { resolve } = createRequire(import.meta.url)

/** The page's files: two of swagger-ui-dist as they are, the rest ours. Nothing is loaded from elsewhere. */
const files: Readonly<Record<string, () => string>> = {
  '/swagger-ui.css': () => resolve('swagger-ui-dist/swagger-ui.css'),
  '/swagger-ui-bundle.js': () => resolve('swagger-ui-dist/swagger-ui-bundle.js'),
  '/docs.js': () => asset('docs.js'),
  '/docs.css': () => asset('docs.css'),
}

/** Serves the page's files under `/docs/`; no other file of any folder can be reached. */
export function docsFiles(): RequestHandler {
  const router = express.Router()
  for (const [path, find] of Object.entries(files)) {
    router.get(path, (_request, response) => {
      response.sendFile(find(), { headers: { 'Cache-Control': 'public, max-age=3600' } })
    })
  }
  return router
}

/** The description of this API, as a document and as a page that works offline. */
export const docs = [
  defineRoute({
    method: 'get',
    path: '/docs',
    summary: 'This description as a page',
    answers: { 200: { contentType: 'text/html; charset=utf-8' } },
    handle: async () => ({
      status: 200,
      text: { contentType: 'text/html; charset=utf-8', text: readFileSync(asset('docs.html'), 'utf8') },
      headers: inEnglish,
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/openapi.json',
    summary: 'This description, OpenAPI 3.1',
    answers: { 200: z.looseObject({ openapi: z.string() }) },
    handle: async (_ask, { document }) => json(200, document(), { headers: inEnglish }),
  }),
]
