/** What is said of rotation tasks and their proof. */
export const proof = {
  'task-unknown': 'There is no rotation task "{id}".',
  'task-unknown.hint': 'List them with GET /api/v1/rotation-tasks.',
  'task-closed': 'Task "{id}" is already {status}.',
  'task-closed.hint': 'Open a new one with POST /api/v1/rotation-tasks if the password must change again.',
  'task-live': 'Account "{login}" of "{system}" already has the task {id}.',
  'task-live.hint': 'Work on that one: GET /api/v1/rotation-tasks/{id}.',
  'task-not-proved': 'Task "{id}" is not proved yet.',
  'task-not-proved.hint':
    "Change the password, then send newPassword and oldPassword, or import the system's account list again.",
  'task-due-past': 'The task would be due at {dueAt}, which is before now ({now}).',
  'task-due-past.hint': 'Write a time still to come, or leave dueAt out: then the policy says by when.',
  'task-status-open': 'open',
  'task-status-claimed': 'claimed',
  'task-status-seen-changed': 'seen-changed',
  'task-status-verified': 'verified',
  'task-status-waived': 'waived',
  'task-status-cancelled': 'cancelled',
  'task-status-account-removed': 'account-removed',
  'task-status-reverted': 'reverted',
  'proof-step': 'Task "{id}" is {status} and cannot become {next}.',
  'proof-step.hint': 'From there it can become: {steps}.',
  'proof-old-missing': 'The old password of "{login}" is missing: nobody can tell that it is refused.',
  'proof-old-missing.hint':
    'Send oldPassword too. If nobody knows it any more, import the next account list: it shows what has changed.',
  'proof-new-missing':
    'The old password of "{login}" is the one the task wants gone; the new one is missing.',
  'proof-new-missing.hint': 'Change it in the system, then send newPassword too.',
  'proof-old-unseen': 'The old password of "{login}" was never seen readable: none can be told to be it.',
  'proof-old-unseen.hint': 'Import the next account list: it shows whether the hash has changed.',
  'proof-old-differs': 'The old password given for "{login}" is not the one that task "{id}" wants gone.',
  'proof-old-differs.hint': 'Give the password that was in use when the task was opened.',
  'proof-not-askable':
    'System "{system}" cannot be asked: none of its endpoints speaks a protocol with a probe.',
  'proof-not-askable.hint':
    'Declare its login endpoint (protocol, host, port), or import its next account list.',
  'proof-new-refused': 'System "{system}" refuses the new password of "{login}".',
  'proof-new-refused.hint': 'Change it on the system itself, then ask again. The old one was not tried.',
  'proof-new-refused-there':
    'System "{system}" accepts the new password of "{login}" at {open}, but {endpoint} refuses it.',
  'proof-new-refused-there.hint':
    'It keeps passwords in a second place: change it there too, then ask again. The old one was not tried.',
  'proof-old-accepted': 'System "{system}" accepts the new password of "{login}", but the old one too.',
  'proof-old-accepted.hint':
    'Look for a second place that keeps the old one: a cache, a replica, an application password.',
  'proof-unknown': 'System "{system}" could not be asked about "{login}": {endpoint} ({reason}).',
  'proof-unknown-there':
    'System "{system}" accepts the new password of "{login}" at {open}, but {endpoint} could not be asked ({reason}).',
  'proof-unknown-there.hint':
    'Unknown proves nothing. Mend that and ask again; an endpoint where nobody logs in is declared with "purpose": "public".',
  'proof-unknown.hint': 'Unknown proves nothing. Mend that and ask again, or import the next account list.',
  'proof-no-password':
    'System "{system}" opened for "{login}" at {endpoint} without asking for any password: none can be told to be right or wrong.',
  'proof-no-password.hint':
    'Nobody needs a password there. Shut that first (trust, an empty password, a page open to all), then change the password and ask again.',
  'proof-asked-timed-out':
    '{endpoint} did not answer in time. See whether it is too busy or a firewall drops the connection.',
  'proof-asked-unreachable':
    'Nothing answers at {endpoint}. See whether the server runs, and whether host and port are declared right.',
  'proof-asked-tls-failed':
    '{endpoint} does not show who it is. Renew its certificate or name its authority in NODE_EXTRA_CA_CERTS; inspect the system where an SSH host key has changed.',
  'proof-asked-locked':
    '{endpoint} says that "{login}" is locked, disabled or has expired. Unlock it there, then ask again.',
  'proof-asked-try-later': '{endpoint} puts logins off for now. Ask again in some minutes.',
  'proof-asked-not-offered':
    '{endpoint} takes no password this way. Declare the endpoint where people log in with one.',
  'proof-asked-denied-by-own-gate':
    'Kagimori’s own gate at {endpoint} denied "{login}" while Kagimori asked, so that no password was judged. GET /api/v1/decisions names the address and the rule: put Kagimori’s address on the allowlist, then ask again.',
  'proof-asked-no-password-asked':
    '{endpoint} opens for "{login}" without asking for a password. Have it ask for one there; what is open to everybody on purpose is declared with "purpose": "public", a page behind it by its "path".',
  'proof-asked-plain-not-allowed':
    '{endpoint} and its declaration do not agree about TLS: without any, it is declared with "tls": "none".',
  'proof-asked-unreadable':
    '{endpoint} answered in no way its protocol knows. See whether it is declared right.',
  'proof-asked-budget-spent':
    'It was asked as often as it may be in an hour, or one more refusal might lock the account. Ask again later; where it locks nobody so soon, declare lockoutAfterFailures.',
  'proof-asked-outside-hours': 'The system may not be asked now. Ask again within its hours.',
  'proof-asked-internal-error': 'The probe itself failed. The log names the fault.',
  'probe-held': 'System "{system}" is being asked about "{login}" at this moment.',
  'probe-held.hint': 'Wait for that answer, then ask again. One that a crash cut short is over in a minute.',
  'proof-running': 'Task "{id}" is being proved with other passwords at this moment.',
  'proof-running.hint': 'Wait for that answer, then ask again.',
  'proof-place-unknown': 'Task "{id}" has no place "{place}".',
  'proof-place-unknown.hint': 'Its places are: {places}.',
  'proof-place-twice': 'The place "{place}" is named twice.',
  'proof-place-twice.hint': 'Name each place once.',
  'proof-person-unknown':
    'Nobody called "{person}" owns or holds an account, and no allowlist entry is in that name.',
  'proof-person-unknown.hint':
    'Write the name as it stands as owner, login or mail address in the account lists.',
  'proof-leaver': '{person} has left and held this password.',
  'proof-why-claim': '{by} is at it.',
  'proof-why-login': 'A login succeeded with another password.',
  'proof-why-old-at-login': 'A login succeeded with the old password again.',
  'proof-why-back-at-login': 'After its proof, a login succeeded with the old password.',
  'proof-why-back-in-list': 'It was closed, and then account list {list} showed the old password again.',
  'proof-why-old-in-list': 'Account list {list} still shows the old password.',
  'proof-why-list': 'Account list {list} shows another, good password.',
  'proof-why-shut': 'Account list {list} shows the account of somebody who left shut.',
  'proof-why-absent': 'Account list {list} does not show the account any more.',
  'proof-why-renamed': 'Account list {list} shows the password of {login}, which is gone, under this login.',
  'proof-why-not-borne-out': 'Account list {list} does not bear the claim out.',
  'proof-recheck-open': 'Task "{id}" is {status}: only the old password of a proved task is tried again.',
  'proof-recheck-open.hint': 'Prove it first: kagimori tasks verify {id}.',
  'proof-why-waiver-ended': 'The waiver has ended.',
  'proof-why-rechecked': 'Tried again after its proof, the system accepts the old password.',
  'proof-why-asked': 'The system accepts the new password and refuses the old one.',
  'proof-why-half': 'The system accepts the new password; that the old one is refused is not proved.',
  'rotation-unchanged': 'The password of {login} is still the old one.',
  'rotation-unchanged.hint': 'Change it in the system, then import its account list again.',
  'rotation-swapped-back': 'The password of {login} was changed and then changed back.',
  'rotation-swapped-back.hint': 'Change it to one that was never used here.',
  'rotation-against-policy': 'The new password of {login} does not pass the policy: {rules}.',
  'rotation-against-policy.hint': 'Choose a longer one that is made at random.',
  'rotation-policy-undecided':
    'Whether the new password of {login} passes the policy cannot be told: {rules}.',
  'rotation-policy-undecided.hint':
    'Of a length only a range is kept; let the policy ask for 8, 10, 12, 14, 15 or 64 characters.',
  'rotation-used-before': 'The new password of {login} is one of its last four.',
  'rotation-used-before.hint': 'Choose one that was never used here.',
  'rotation-shared': 'The new password of {login} is or was the password of other accounts ({count}).',
  'rotation-shared.hint': 'Choose one that is used nowhere else.',
  'rotation-variant': 'The new password of {login} is a variant of the old one.',
  'rotation-variant.hint': 'Choose an unrelated one; another year or one more character is guessed first.',
  'rotation-not-rated': 'The password of {login} has a new hash, but nobody could tell how good it is.',
  'rotation-not-rated.hint':
    'Import a list that can be rated (passwords in clear, or a hash a candidate opens), or cancel the task with the reason.',
  'rotation-locked':
    'No password opens {login} now: the account is locked, which proves nothing about the old password.',
  'rotation-locked.hint': 'Set a new password and import again, or remove the account for good.',
  'rotation-not-shown': 'The imported list does not show the password of {login} in any form.',
  'rotation-not-shown.hint': 'Import a list with passwords or hashes.',
  'rotation-incomparable': 'The password of {login} cannot be compared with the old one.',
  'rotation-incomparable.hint':
    'The fingerprint key or its cost has changed since, or the old password was never seen; cancel the task and open a new one.',
} as const
