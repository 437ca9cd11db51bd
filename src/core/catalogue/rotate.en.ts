/** What is said of rotating and syncing on the real servers. */
export const rotate = {
  'sync-in-force': '{file}: the new list is in force.',
  'sync-written':
    '{file}: the list is written. Whether the server has read it is not known: no --reload has told it to.',
  'sync-unchanged': '{file}: the list is in force; there is nothing new.',
  'sync-edited': '{file} was changed by hand and is left as it is:',
  'sync-edited.hint':
    'Make the change in the allowlist; then --overwrite writes the list and keeps a copy of the file.',
  'sync-missing': '{file} was gone and is put back.',
  'sync-overwritten': '{file} was changed by hand and is replaced:',
  'sync-copy': 'What stood there is kept in {copy}',
  'sync-check-failed': '{file}: the check refused the new list; what stood there before is back.',
  'sync-reload-failed':
    '{file}: the server did not take up the new list; what stood there before is back, and was reloaded.',
  'sync-trouble': '{file} stays as it is, tried again and again: {message}',
  'sync-recovered': '{file}: it works again.',
  'sync-not-whole': 'The list did not come whole ({bytes} bytes), so nothing was written.',
  'sync-not-whole.hint': 'Look for a proxy in between that cuts or rewrites answers.',
  'sync-no-file': '"{file}" is no ordinary file.',
  'sync-no-file.hint': 'Name the file that the server reads the list from.',
  'sync-no-folder': 'There is no folder "{folder}".',
  'sync-no-folder.hint': 'Make it first, or correct --to.',
  'sync-cannot-write': '"{file}" cannot be written ({cause}).',
  'sync-cannot-write.hint': 'Run it as a user who may write into that folder.',
  'sync-owner': '"{file}" belongs to user {uid} and group {gid}, whom this user may not give a file to.',
  'sync-owner.hint': 'Run it as root or as that user.',
  'sync-held': 'Another kagimori looks after "{file}".',
  'sync-held.hint': 'Let one of them do it; a file has one keeper.',
  'sync-no-lock': '"{file}" cannot be locked.',
  'sync-no-lock.hint': 'It needs flock (Debian package util-linux) and a folder this user may write into.',
  'sync-place-unknown': 'Nothing was reported of "{place}" for {target}.',
  'sync-place-unknown.hint': 'GET /api/v1/systems/{id}/sync-reports names them.',
  'sync-too-many': '{system} has reports of {most} files already.',
  'sync-too-many.hint': 'Forget those no longer written: DELETE /api/v1/systems/{system}/sync-reports.',
  'rotate-plan':
    'Nothing is changed yet. {at}: the password of "{login}" is kept as {now} and would be kept as {next}. Add --apply.',
  'rotate-cut-short':
    'An earlier rotation of a password in "{file}" has not ended; what stood there before is kept in "{copy}".',
  'rotate-cut-short.hint':
    'If the list is as it should be, remove the copy. Else put it back (cp "{copy}" "{file}"), reload the server, and remove it. Then run this again.',
  'rotate-cut-short-plan':
    'An earlier rotation of this task was cut short; --apply first puts back what is kept in {copy} and withdraws its link.',
  'rotate-cut-short-there':
    'An earlier rotation of "{login}" at {at} has not ended; what was kept there before is sealed in "{copy}".',
  'rotate-cut-short-there.hint':
    'Somebody has set that password since, or another task began it. If people can log in, remove the file; else set a password by hand first. Then run this again.',
  'rotate-changed-there':
    'The password of "{login}" at {at} was changed by somebody else meanwhile and is left as it is.',
  'rotate-changed-there.hint': 'See which password is in force there, then run it again.',
  'rotate-journal': 'Nothing can be kept in {folder} ({cause}): a run cut short could not be put back.',
  'rotate-journal.hint': 'Name a data folder that you may write into with --data or KAGIMORI_DATA.',
  'rotate-journal-key': '{file} was sealed under another fingerprint key than this one.',
  'rotate-journal-key.hint':
    'Name the right key with KAGIMORI_FINGERPRINT_KEY_FILE. Without it, set a password by hand and remove the file.',
  'rotate-put-back':
    'An earlier rotation was cut short: what was kept in {copy} is back, its link withdrawn.',
  'rotate-changed': '{at}: the password of "{login}" is changed; the system is asked about both.',
  'rotate-proved':
    'System "{system}" lets the new password of "{login}" in and keeps the old one out: the task is closed.',
  'rotate-hand-over':
    'The new password is behind this link, which can be read once until {expiresAt}: {link}',
  'rotate-restored': '{at}: not proved, so what stood there before is back. {reason}',
  'rotate-not-restored': '{at}: not proved, and what stood there before could NOT be put back: {cause}',
  'rotate-not-restored.hint': 'Look at the account of "{login}" at once: its new password is behind {link}',
  'rotate-argument': 'Passwords are not taken as arguments: other users of this machine see them.',
  'rotate-argument.hint':
    'Write one task; passwords come by prompt, standard input, or --old-password-file and --admin-password-file.',
  'rotate-closed': 'Task "{id}" is {status}: there is nothing to rotate.',
  'rotate-closed.hint': 'kagimori tasks list --status open names those that wait.',
  'rotate-old-missing':
    'The old password of "{login}" is missing: without it nobody can tell that it is refused.',
  'rotate-old-missing.hint': 'Write --old-password-file FILE, or give it on standard input.',
  'rotate-unreachable':
    'Nothing here can change passwords of system "{system}", whose endpoints speak {protocols}.',
  'rotate-unreachable.hint':
    'Name the file its passwords are kept in with --file, or declare an endpoint of: {known}.',
  'rotate-file-kind': '"{file}" is written as {format}, in which nothing here can change a password.',
  'rotate-file-kind.hint': 'Files of these can be changed: {known}.',
  'rotate-executor': 'There is no executor "{name}".',
  'rotate-executor.hint': 'Write one of: {known}.',
  'rotate-needs': '{name} needs {option}.',
  'rotate-needs.hint':
    'Write --file FILE for a list, --as LOGIN and the password of that administrator for a server.',
  'rotate-no-line': '"{file}" has no line for "{login}".',
  'rotate-no-line.hint': 'Name the file that the server really reads.',
  'rotate-two-lines': '"{file}" has more than one line for "{login}".',
  'rotate-two-lines.hint': 'Take the line out that the server does not use.',
  'rotate-shut': 'The account "{login}" in "{file}" is shut; a new password would open it.',
  'rotate-shut.hint': 'Import the list: an account that is shut needs no new password.',
  'rotate-changed-meanwhile':
    'The line of "{login}" in "{file}" was changed by somebody else meanwhile and is left as it is.',
  'rotate-changed-meanwhile.hint': 'Look at the line, then run it again.',
  'rotate-no-libcrypt': 'This machine cannot make a {scheme} hash: its libcrypt is missing or too old.',
  'rotate-no-libcrypt.hint': 'Install it (Debian package libcrypt1), or run this on the server itself.',
  'rotate-no-database': 'pure-pw could not make "{database}" of "{file}".',
  'rotate-no-database.hint':
    'Install pure-pw on this machine (Debian package pure-ftpd-common), and run it as a user who may write there.',
  'rotate-no-role': '{at} has no login "{login}" whose password could be put back.',
  'rotate-no-role.hint':
    'Compare the login with the system, and use an administrator who may read what is kept of passwords.',
  'rotate-plugin':
    '{at} keeps the password of "{login}" at "{host}" by {plugin}, for which no statement can do without the password itself.',
  'rotate-plugin.hint': 'Change it by hand on the server, then: kagimori tasks verify.',
  'rotate-server': '{at} did not go along as "{as}" ({step}: {cause}).',
  'rotate-server.hint':
    'Look at its address, its certificate, and the password and rights of that administrator.',
  'rotate-reload': '"{command}" failed after the change: {said}',
  'rotate-reload.hint': 'Correct --reload; what stood there before is put back.',
  'handover-title': 'A password for you',
  'handover-about': 'System: {system}. Login: {login}.',
  'handover-waits':
    'It can be shown once, until {expiresAt}. Open it where nobody looks over your shoulder and you can save it.',
  'handover-button': 'Show the password',
  'handover-shown':
    'This was the only time: the link is used up and nothing of it is kept. Put it into your password manager, then close this page.',
  'handover-gone':
    'There is nothing behind this link: it was read already, its time is over, or the service was restarted.',
  'handover-gone.hint': 'If it was not you who read it, tell your administrator at once. Ask for a new link.',
  'handover-address': 'This link cannot be read from {ip}.',
  'handover-address.hint': 'Open it from the network it is meant for, such as the office.',
  'handover-unknown': 'There is no unread handover "{id}".',
  'handover-unknown.hint': 'It was read, withdrawn or is over; the log tells which.',
  'handover-unread': 'Task "{task}" has a handover that nobody has read yet: "{id}".',
  'handover-unread.hint':
    'Another rotation may be at work. Else have it read, or withdraw it: DELETE /api/v1/handovers/{id}.',
  'handover-many': '{most} handovers wait to be read already.',
  'handover-many.hint': 'Have some of them read, or withdraw them: DELETE /api/v1/handovers/{id}.',
} as const
