/**
 * The fixed logins of the sandbox. They are written down here on purpose, so that a credential
 * saved in n8n still works after a restart. They open nothing but a local sandbox: the words in
 * them say so, and they have the shape (api.md 1) but not the randomness of real ones.
 */

/** 24 hexadecimal digits: the word "sandbox" in ASCII, then 1. */
export const SANDBOX_APP_ID = '73616e64626f78'.padEnd(23, '0') + '1';

/** 36 letters and digits, the shape of a real App Key. */
export const SANDBOX_APP_KEY = 'SandboxAppKeyNotASecret'.padEnd(36, '0');

/** A real user name of the recording host is e-mail shaped (api.md 8.2), so this one is too. */
export const SANDBOX_RECORDINGS_USERNAME = 'recordings@sandbox.example';

/** At least ten characters (api.md 8.2). */
export const SANDBOX_RECORDINGS_PASSWORD = ['sandbox', 'not', 'a', 'secret'].join('-');

/** The prefixes under which the same service is known (api.md 1). */
export const API_PREFIXES = ['/video/v2', '/video/v1', '/v1'] as const;

/** What `npm run sandbox` listens on when nothing is said. */
export const DEFAULT_PORT = 5480;
export const DEFAULT_FILES_PORT = 5481;
