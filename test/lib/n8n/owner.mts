import { hashSync } from 'bcryptjs';

/** The person who owns the local n8n. */
export interface Owner {
	readonly email: string;
	readonly password: string;
	readonly firstName: string;
	readonly lastName: string;
}

/** The owner of every n8n that the host runs. n8n only listens on 127.0.0.1, so the password may be public. */
export const OWNER: Owner = {
	email: 'owner@example.com',
	password: 'EnableX-local-1',
	firstName: 'Local',
	lastName: 'Owner',
};

// A fixed salt produces the same hash at every start; n8n ends all sessions whenever the hash changes.
const SALT = '$2b$10$EnableXLocalSandboxOwn';

/** The owner's password as a bcrypt hash, as n8n's environment variable expects it. */
export function hashPassword(password: string): string {
	return hashSync(password, SALT);
}
