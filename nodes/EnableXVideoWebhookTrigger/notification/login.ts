import { createHash, timingSafeEqual } from 'crypto';

import type { Login } from '../../shared/credential/logins';

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest();

/**
 * The user name and password of an Authorization header, as bytes with a colon in between. Empty for any other
 * header, and for base64 with characters left over, which Node would ignore.
 */
function basicLogin(header: unknown): Buffer {
	const [, code = ''] = /^basic +([a-z\d+/]+)={0,2} *$/i.exec(typeof header === 'string' ? header : '') ?? [];
	const bytes = Buffer.from(code, 'base64');
	return bytes.toString('base64').replace(/=+$/, '') === code ? bytes : Buffer.alloc(0);
}

/**
 * Whether an Authorization header has exactly this login. Compares hashes, so that the time it takes
 * tells nothing about the login, not even its length.
 */
export function hasLogin(header: unknown, { username, password }: Login): boolean {
	return timingSafeEqual(hash(basicLogin(header)), hash(Buffer.from(`${username}:${password}`)));
}
