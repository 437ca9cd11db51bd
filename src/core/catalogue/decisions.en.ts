/** What is said of decisions and the gates that ask for them. */
export const decisions = {
  'radius-file': 'The file {file} cannot be read.',
  'radius-file.hint': 'Check that the file exists and that this user may read it.',
  'radius-clients-form': '{file} is no YAML: line {line} does not read.',
  'radius-clients-form.hint': 'Write one list entry a client; docs/gates/radius.md shows one.',
  'radius-clients-none': '{file} is no list of clients.',
  'radius-clients-none.hint': 'Write one list entry a client; docs/gates/radius.md shows one.',
  'radius-client-key': 'Client {number} in {file} has the unknown key "{key}".',
  'radius-client-key.hint': 'A client may have: {known}.',
  'radius-client-value': 'Client {number} in {file}: {key} is "{text}".',
  'radius-client-value.hint': 'Write for example {key}: {wanted}',
  'radius-client-way': 'Client {number} in {file} must name either upstream or decides, and not both.',
  'radius-client-way.hint':
    'Write upstream: host:port of the RADIUS server that checks passwords; or decides: address-only where the client itself checks them, because every password is then accepted here.',
  'radius-client-unsigned':
    'Client {number} in {file} may leave out the Message-Authenticator, but {network} is not this machine alone.',
  'radius-client-unsigned.hint':
    'Let the client send it and take the line out; without it whoever sits between turns a no into a yes (CVE-2024-3596).',
  'radius-client-twice': 'Client {number} in {file} has the network {network} of another one.',
  'radius-client-twice.hint': 'Give every network to one client.',
  'radius-secret-short':
    'The secret in {file} is too short; bytes there: {length}, RADIUS needs {shortest} or more.',
  'radius-secret-short.hint': 'Write a random one on both sides, for example from: openssl rand -hex 24',
  'listener-place': 'The gate {gate} cannot listen at {place} ({code}).',
  'listener-place.hint': 'Check that nothing else uses this place and that this user may listen there.',
  'decision-listed': 'The address is in the entry {network}.',
  'decision-not-listed': 'The address is in no entry of the allowlist.',
  'decision-no-allowlist': 'The system has no allowlist that lets anybody in.',
  'decision-expired': 'The entry {network} ended at {expiresAt}.',
  'decision-unknown-system': 'This system is not known here.',
  'decision-not-an-address': 'What was given is not an IP address.',
  'decision-no-address': 'The gate passed on no client address.',
  'decision-name-for-address':
    'The gate passed on a name where the address belongs; whoever holds an address may choose its name.',
  'decision-addresses-differ':
    'X-Real-IP and X-Forwarded-For name different visitors: the web server does not set both.',
  'decision-malformed':
    'What the gate sent does not read as a question, or holds a login that does not read.',
  'decision-internal-error': 'The decision failed here; it is in the log.',
  'decision-default-password': 'The password is a default one, and the time to change it has passed.',
  'decision-leaked-password': 'The password is among leaked ones, and the time to change it has passed.',
  'decision-rotation-overdue': 'The password should have been changed, and the time of grace has passed.',
  'decision-not-compared': 'The password could not be compared in time. Try again in a moment.',
  'decision-outside-hours': 'It is outside the hours in which access is permitted.',
  'decision-unknown-login': 'No account of this login is in the latest list of the system.',
  'decision-account-closed': 'The account is disabled, expired or no longer there, or its holder has left.',
  'decision-throttled': 'Too many logins have failed for this account or from this address.',
  'decision-report': 'Let in all the same: the system only reports.',
  'gate-denied': 'Access from this address is not permitted',
  'gate-denied-advice': 'If you should have access, ask your administrator and name this request: {request}',
  'unlock-done':
    'The allowlist of kagimori itself is gone (its entries: {count}): every address may call it again, with a token.',
  'unlock-elsewhere': 'Services that run on this database know it within a minute.',
  'unlock-none': 'Kagimori itself has no allowlist; nothing was changed.',
} as const
