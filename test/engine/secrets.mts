import { inspect } from 'node:util';

import type { Outcome } from './engine.mts';
import type { Fixture } from './fixture.mts';

const basic = (username: string, password: string) => Buffer.from(`${username}:${password}`).toString('base64');
const written = (value: unknown) => inspect(value, { depth: 20, showHidden: true, maxArrayLength: null, maxStringLength: null });

/** JSON as n8n would store it; circles are what n8n's own serialiser takes care of. */
function json(value: unknown): string {
	const above: object[] = [];
	return JSON.stringify(value, function replace(this: object, _key, part: unknown) {
		while (above.length > 0 && above.at(-1) !== this) above.pop();
		if (typeof part !== 'object' || part === null) return part;
		if (above.includes(part)) return '[circle]';
		above.push(part);
		return part;
	});
}

/**
 * The secrets of the credential that a run left somewhere: in what it threw, in the data that is
 * saved of it, or in the log.
 */
export const leakedSecrets = (fixture: Fixture, { thrown, error, run }: Outcome): string[] => secretsIn(fixture, [thrown, error, run]);

/** The secrets of the credential in any values, or in the log: in clear, or as the header that carries them. */
export function secretsIn({ sandbox, logged }: Fixture, values: unknown[]): string[] {
	const { appId, appKey, recordings } = sandbox;
	const secrets = {
		'App Key': appKey,
		'login of the API': basic(appId, appKey),
		'recordings password': recordings.password,
		'recordings login': basic(recordings.username, recordings.password),
		'Authorization header': 'authorization',
	};
	const everywhere = [...values, logged]
		.flatMap((value) => [written(value), json(value) ?? ''])
		.join('\n')
		.toLowerCase();
	return Object.entries(secrets)
		.filter(([, secret]) => everywhere.includes(secret.toLowerCase()))
		.map(([name]) => name);
}
