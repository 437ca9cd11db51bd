/** A block of the IANA registries; `public` tells whether a visitor from outside can come from it. */
export interface SpecialPurposeBlock {
  readonly network: string
  readonly name: string
  readonly public: boolean
}

/**
 * The IANA IPv4 and IPv6 special-purpose address registries (RFC 6890 and updates) as far as they bear on
 * where a visitor comes from: blocks that are not globally reachable, what inside them is, and multicast
 * (RFC 5771, RFC 4291), which is never a source. Whatever stands in no row is public.
 * Documentation blocks are held public: in a list they stand for the public address somebody meant.
 */
export const specialPurpose: readonly SpecialPurposeBlock[] = [
  { network: '0.0.0.0/8', name: 'this network (RFC 791)', public: false },
  { network: '10.0.0.0/8', name: 'private use (RFC 1918)', public: false },
  { network: '100.64.0.0/10', name: 'shared address space (RFC 6598)', public: false },
  { network: '127.0.0.0/8', name: 'loopback (RFC 1122)', public: false },
  { network: '169.254.0.0/16', name: 'link local (RFC 3927)', public: false },
  { network: '172.16.0.0/12', name: 'private use (RFC 1918)', public: false },
  { network: '192.0.0.0/24', name: 'protocol assignments (RFC 6890)', public: false },
  { network: '192.0.0.9/32', name: 'port control anycast (RFC 7723)', public: true },
  { network: '192.0.0.10/32', name: 'TURN anycast (RFC 8155)', public: true },
  { network: '192.0.2.0/24', name: 'documentation (RFC 5737)', public: true },
  { network: '192.168.0.0/16', name: 'private use (RFC 1918)', public: false },
  { network: '198.18.0.0/15', name: 'benchmarking (RFC 2544)', public: false },
  { network: '198.51.100.0/24', name: 'documentation (RFC 5737)', public: true },
  { network: '203.0.113.0/24', name: 'documentation (RFC 5737)', public: true },
  { network: '224.0.0.0/4', name: 'multicast (RFC 5771)', public: false },
  { network: '240.0.0.0/4', name: 'reserved (RFC 1112)', public: false },
  { network: '::/128', name: 'unspecified (RFC 4291)', public: false },
  { network: '::1/128', name: 'loopback (RFC 4291)', public: false },
  { network: '64:ff9b:1::/48', name: 'local IPv4/IPv6 translation (RFC 8215)', public: false },
  { network: '100::/64', name: 'discard only (RFC 6666)', public: false },
  { network: '100:0:0:1::/64', name: 'dummy prefix (RFC 9780)', public: false },
  { network: '2001::/23', name: 'protocol assignments (RFC 2928)', public: false },
  { network: '2001::/32', name: 'Teredo (RFC 4380)', public: true },
  { network: '2001:1::1/128', name: 'port control anycast (RFC 7723)', public: true },
  { network: '2001:1::2/128', name: 'TURN anycast (RFC 8155)', public: true },
  { network: '2001:1::3/128', name: 'DNS-SD SRP anycast (RFC 9665)', public: true },
  { network: '2001:3::/32', name: 'AMT (RFC 7450)', public: true },
  { network: '2001:4:112::/48', name: 'AS112-v6 (RFC 7535)', public: true },
  { network: '2001:20::/28', name: 'ORCHIDv2 (RFC 7343)', public: true },
  { network: '2001:30::/28', name: 'drone remote id (RFC 9374)', public: true },
  { network: '2001:db8::/32', name: 'documentation (RFC 3849)', public: true },
  { network: '3fff::/20', name: 'documentation (RFC 9637)', public: true },
  { network: '5f00::/16', name: 'segment routing (RFC 9602)', public: false },
  { network: 'fc00::/7', name: 'unique local (RFC 4193)', public: false },
  { network: 'fe80::/10', name: 'link local (RFC 4291)', public: false },
  { network: 'ff00::/8', name: 'multicast (RFC 4291)', public: false },
]
