import { basic, secretsInValue, type Secrets } from '../secrets/canaries.mts';
import type { Outcome } from './engine.mts';
import type { Fixture } from './fixture.mts';

/**
 * The secrets of the credential that a run left somewhere: in what it threw, in the data that is
 * saved of it, or in the log.
 */
export const leakedSecrets = (fixture: Fixture, { thrown, error, run }: Outcome): string[] => secretsIn(fixture, [thrown, error, run]);

/** The secrets of the sandbox's login in any values, or in the log; and the header that carries them, whoever sent it. */
export function secretsIn({ sandbox, logged }: Fixture, values: unknown[]): string[] {
	const { appId, appKey, recordings } = sandbox;
	const secrets: Secrets = {
		'App Key': appKey,
		'login of the API': basic(appId, appKey),
		'recordings password': recordings.password,
		'recordings login': basic(recordings.username, recordings.password),
		'Authorization header': 'authorization',
	};
	return secretsInValue([...values, logged], secrets);
}
