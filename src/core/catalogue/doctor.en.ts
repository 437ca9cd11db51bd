/** What is said of what the doctor finds at a gate. */
export const doctor = {
  'doctor-head-verdict': 'verdict',
  'doctor-head-from': 'from',
  'doctor-head-found': 'found',
  'doctor-verdict-good': 'good',
  'doctor-verdict-bad': 'bad',
  'doctor-verdict-unknown': 'unknown',
  'doctor-no-answer': 'The server does not answer ({trouble}).',
  'doctor-no-answer.hint': 'Check --url, and that this machine has the address of --from.',
  'doctor-other-family': 'This address and that of the server are of different families (IPv4 and IPv6).',
  'doctor-other-family.hint': 'Name an address of the family of the server with --from.',
  'doctor-server-fault': 'Kagimori decided, but the server answers {status}.',
  'doctor-server-fault.hint': 'Look into the error log of the server: the fault lies behind the gate.',
  'doctor-kept-out': 'Kagimori lets this address in, yet the server answers 403.',
  'doctor-kept-out.hint': 'Another rule of the server keeps it out: look for deny, Require or return 403.',
  'doctor-let-in': 'Kagimori keeps this address out, yet the server answers {status}.',
  'doctor-let-in.hint':
    'The server asks and does not obey: a line is missing, or "satisfy any" makes another rule enough.',
  'doctor-other-page':
    'Kagimori keeps this address out; the server answers {status}, with another page than to those it lets in.',
  'doctor-other-page.hint':
    'If it is the page of a refusal, have it sent as 403: in nginx, error_page 403 without "=200". If not, the server does not obey.',
  'doctor-out': 'Kept out, as the allowlist says.',
  'doctor-in': 'Let in ({status}), as the allowlist says.',
  'doctor-reports-only': 'Let in, because the system only reports; while it enforces it would be kept out.',
  'doctor-reports-only.hint': 'Set "mode": "enforce", then look again.',
  'doctor-no-address': 'The server asks and names no address.',
  'doctor-no-address.hint': 'The lines that hand on the address of the visitor are missing.',
  'doctor-other-address': 'The server asked about {seen} instead.',
  'doctor-other-address.hint':
    'It hands on the address of a proxy, or addresses are translated in between, or another visitor came.',
  'doctor-cannot-ask': 'The server answers {status} without having asked: it does not reach Kagimori.',
  'doctor-cannot-ask.hint': 'Check the address of Kagimori in its configuration, and firewalls in between.',
  'doctor-token': 'The server answers 403, and Kagimori decided nothing: the token is missing or wrong.',
  'doctor-token.hint':
    'Issue one with scope decide, bound to the address the server comes from. Or the server refuses by itself.',
  'doctor-not-asked': 'The server answers {status} without asking: the line that makes it ask is missing.',
  'doctor-not-asked.hint':
    'It belongs into the very place that answers this page; return and rewrite go around it. Then reload.',
  'doctor-password-first':
    'The server asks for a password first (401); without one it cannot be seen whether it asks Kagimori.',
  'doctor-password-first.hint':
    'Log in with a browser, then look for the visit in GET /api/v1/decisions: if it is missing, so is the line that asks.',
  'doctor-spoofed': 'Whoever sends {header}: {claimed} is taken for {claimed}.',
  'doctor-spoofed.hint':
    'Overwrite the header with the address of the connection, and trust no more proxies than there are.',
  'doctor-spoof-unknown': 'Nobody asked, so it cannot be seen whether {header} deceives the server.',
  'doctor-not-spoofed': 'Saying to be {claimed} does not help.',
  'doctor-none-inside': 'No visit came from an address that is let in.',
  'doctor-none-inside.hint': 'Name one with --from, or put this machine into the allowlist for an hour.',
  'doctor-none-outside': 'No visit came from an address that is kept out.',
  'doctor-none-outside.hint':
    'Name another address of this machine with --from, or run it from another machine.',
  'doctor-no-gate': 'The gate of Kagimori does not answer from here.',
  'doctor-closed-gate': 'The gate of Kagimori answers nobody without a token.',
  'doctor-open-gate': 'The gate of Kagimori answers {status} to a question without a token.',
  'doctor-open-gate.hint': 'Look for a proxy before Kagimori that adds the token by itself.',
  'doctor-login-in': 'Asked about this address and let the login in, as the allowlist says.',
  'doctor-login-asked': 'Asked about this address and let it try to log in, as the allowlist says.',
  'doctor-login-kept-out': 'Kagimori lets this address in, yet the server turns it away: {words}',
  'doctor-login-kept-out.hint':
    'Another rule of the server keeps it out: look for hosts.deny, AllowUsers, limits of connections.',
  'doctor-login-wrong': 'Kagimori lets this address in, yet the server refuses the login: {words}',
  'doctor-login-wrong.hint':
    'Check --login and its password or key; if they are right, another rule of the server keeps it out.',
  'doctor-login-let-in': 'Kagimori keeps this address out, yet the server goes on: {words}',
  'doctor-login-let-in.hint':
    'The server asks and does not obey: a line is missing, or another method of login is enough by itself.',
  'doctor-login-unseen':
    'Kagimori keeps this address out and a made-up login is refused; whether a right one would be cannot be seen.',
  'doctor-login-unseen.hint':
    'Name a login kept for this: --login NAME --password-file FILE, or --key FILE for SSH.',
  'doctor-login-unasked': 'The server went as far as the login without asking Kagimori: {words}',
  'doctor-login-unasked.hint':
    'The line that makes it ask is missing, or it does not reach Kagimori and goes by the password alone.',
  'doctor-login-unasked-in': 'The server let this login in without asking Kagimori.',
  'doctor-login-unasked-in.hint':
    'The line that makes it ask is missing, or it lets everybody in while it does not reach Kagimori.',
  'doctor-login-unheard': 'The server turns everybody away and Kagimori decided nothing: {words}',
  'doctor-login-unheard.hint':
    'It does not reach Kagimori, or its token is missing or wrong, or another rule of the server comes first.',
  'doctor-login-otherwise': 'Kagimori lets this address in, but not this login: {reason}',
  'doctor-login-otherwise.hint': 'Name a login that may come in with --login to see what the address does.',
  'doctor-login-needed':
    'The server answers; it asks Kagimori only after a right key or password, so nothing more can be seen.',
  'doctor-login-needed.hint':
    'Name a login kept for this: --login NAME with --key FILE or --password-file FILE.',
  'doctor-login-too-early': 'The login ended before Kagimori was asked: {words}',
  'doctor-login-too-early.hint':
    'Is the key or password right? If so, the line that makes the server ask is missing, or it does not reach Kagimori.',
  'doctor-login-alone': '--password-file and --key belong to a --login.',
  'doctor-login-alone.hint':
    'Write for example --login doctor --password-file /etc/kagimori/doctor.password.',
  'doctor-login-nobody':
    'The made-up login is refused and Kagimori was not asked; servers such as ProFTPD ask about logins they know.',
  'doctor-login-nobody.hint':
    'Name one with --login, without its password; or say with --server which server it is.',
  'doctor-url': '"{text}" is no address the doctor can visit.',
  'doctor-url.hint':
    'Write for example https://shop.aoba.example/admin/, ftp://192.0.2.20 or imaps://mail.aoba.example; known are {known}.',
  'doctor-server': 'There is no page on "{server}".',
  'doctor-server.hint': 'Write one of: {known}.',
} as const
