import type { AllowlistExport } from '../core/export.ts'
import { heading, textOf } from '../core/export-list.ts'

/** `all` alone would leave replication to whatever line comes after. */
const everything = 'host all,replication all'

/**
 * Records of pg_hba.conf for every connection over TCP, with or without TLS, the first that fits decides: listed
 * networks prove themselves by SCRAM, all others are rejected. Connections on the Unix socket are not its affair.
 */
const pgHba: AllowlistExport = {
  name: 'pg-hba',
  about:
    'include inventory.hba in pg_hba.conf, before any other host line (PostgreSQL 16; its lines themselves until 15); pg_hba_file_rules shows faults',
  contentType: 'text/plain; charset=utf-8',
  render: list =>
    textOf([
      ...heading(list),
      ...list.networks.map(({ text }) => `${everything} ${text} scram-sha-256`),
      `${everything} all reject`,
    ]),
  examples: [
    {
      networks: ['192.0.2.0/26', '2001:db8::10'],
      lines: [
        'host all,replication all 192.0.2.0/26 scram-sha-256',
        'host all,replication all 2001:db8::10/128 scram-sha-256',
        'host all,replication all all reject',
      ],
    },
    {
      networks: ['0.0.0.0/0', '::/0'],
      lines: ['host all,replication all 0.0.0.0/0 scram-sha-256', 'host all,replication all all reject'],
    },
    { networks: [], lines: ['# networks: none: nobody is let in', 'host all,replication all all reject'] },
  ],
}

export default pgHba
