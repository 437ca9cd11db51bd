import type { Network } from './network.ts'
import type { Endpoint } from './system.ts'

/** What an export is made from: networks in force, merged, sorted (IPv4 before IPv6). */
export interface ExportList {
  readonly system: string
  readonly generatedAt: string
  /** SHA-256 (hex) over the canonical networks, one a line: equal digests = equal lists. */
  readonly digest: string
  readonly networks: readonly Network[]
  /** What only a gate keeps and no file can carry, a sentence each; none where the file says all there is. */
  readonly remarks: readonly string[]
  /** Where the system answers, for targets that guard ports or daemons; empty when not declared. */
  readonly endpoints: readonly Pick<Endpoint, 'protocol' | 'port'>[]
}

/** The shape of every file in `exports/`; the file is named after `name`, the `{target}` of the URL. */
export interface AllowlistExport {
  readonly name: string
  /** What reads it and how it is included, one line. */
  readonly about: string
  readonly contentType: string
  /** Text the server reads as it is. An empty list lets nobody in. */
  readonly render: (list: ExportList) => string
  readonly examples: readonly {
    readonly networks: readonly string[]
    readonly endpoints?: ExportList['endpoints']
    /** Lines that must be in the text, in this order. */
    readonly lines: readonly string[]
  }[]
}
