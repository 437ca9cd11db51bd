import { z } from 'zod'
import { exampleSystem, judgeTogether, noSystems, noSystemsExample } from '../core/co-location.ts'
import { defineRule } from '../core/rule.ts'

/** Whoever may upload a file may be able to upload a program beside the shop. */
export default defineRule({
  id: 'SV-02',
  subject: 'server',
  severity: 'high',
  title: { en: 'Shop and file server on one server', ja: 'ECとファイルサーバーが同一サーバー' },
  references: ['PCI DSS 4.0.1 2.2.3'],
  remedy: {
    en: "Move file transfer to another server, away from the shop's customers.",
    ja: 'ファイルサーバーをECと別のサーバーに移してください。',
  },
  reasons: {
    together: {
      en: 'The shop ({one}) runs on the same server as file transfer ({other}).',
      ja: 'EC({one})とファイルサーバー({other})が同じサーバーで動いています。',
    },
    'no-systems': noSystems,
  },
  options: z.strictObject({}),
  check: subject =>
    judgeTogether(
      subject,
      ({ kind }) => kind === 'shop',
      ({ kind }) => kind === 'ftp' || kind === 'webdav',
    ),
  examples: {
    good: [{ about: 'a shop by itself', subject: { systems: [exampleSystem('shop')] } }],
    bad: [
      {
        about: 'FTP beside the shop',
        subject: { systems: [exampleSystem('shop'), exampleSystem('ftp')] },
        reason: 'together',
      },
      {
        about: 'WebDAV beside the shop',
        subject: { systems: [exampleSystem('webdav'), exampleSystem('shop')] },
        reason: 'together',
      },
    ],
    unknown: [noSystemsExample],
  },
})
