/**
 * The fixed logins of the sandbox. They are constants on purpose, so that a credential saved in n8n
 * still works after a restart. They only work for a local sandbox: their text says so, and they
 * have the format (enablex-api.md 1) but not the randomness of real ones.
 */

/** 24 hexadecimal digits: the word "sandbox" in ASCII, then 1. */
export const SANDBOX_APP_ID = '73616e64626f78'.padEnd(23, '0') + '1';

/** 36 letters and digits, the format of a real App Key. */
export const SANDBOX_APP_KEY = 'SandboxAppKeyNotASecret'.padEnd(36, '0');

/** Real user names of the recording host look like email addresses (enablex-api.md 8.2), so this one does too. */
export const SANDBOX_RECORDINGS_USERNAME = 'recordings@sandbox.example';

/** At least ten characters (enablex-api.md 8.2). */
export const SANDBOX_RECORDINGS_PASSWORD = ['sandbox', 'not', 'a', 'secret'].join('-');

/** The login that the sandbox sends with its notifications, where `npm start` sets them up. */
export const SANDBOX_WEBHOOK_USERNAME = 'enablex-sandbox';
export const SANDBOX_WEBHOOK_PASSWORD = ['sandbox', 'webhook', 'password'].join('-');

/** The path prefixes of the same service (enablex-api.md 1). */
export const API_PREFIXES = ['/video/v2', '/video/v1', '/v1'] as const;

/** The default ports of `npm run sandbox`. */
export const DEFAULT_PORT = 5480;
export const DEFAULT_FILES_PORT = 5481;
