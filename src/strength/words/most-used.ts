/** The passwords tried first on a hash that can only be guessed, most used first. */
export const mostUsed: readonly string[] = [
  ...['123456', '123456789', 'password', '12345678', 'qwerty', '12345', '1234567', '1234567890', 'abc123'],
  ...[
    'password1',
    '111111',
    '123123',
    'admin',
    'letmein',
    'welcome',
    'qwerty123',
    'iloveyou',
    '000000',
    '1234',
  ],
  ...['Password1', 'Passw0rd', 'P@ssw0rd', 'passw0rd', 'Password123', 'admin123', 'qwertyuiop', '1q2w3e4r'],
  ...['1qaz2wsx', 'secret', 'changeme', 'test1234'],
]
