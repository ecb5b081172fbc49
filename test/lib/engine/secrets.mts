import { encodeLogin } from '../basic-auth.mts';
import { secretsInValue, type Secrets } from '../secrets/canaries.mts';
import type { Outcome } from './engine.mts';
import type { Fixture } from './fixture.mts';

/**
 * The names of the credential's secrets that a run has leaked: in the thrown error, in the saved
 * execution data, or in the log.
 */
export const leakedSecrets = (fixture: Fixture, { thrown, error, run }: Outcome): string[] => secretsIn(fixture, [thrown, error, run]);

/** The names of the sandbox's secrets in these values or in the log, including any Authorization header. */
export function secretsIn({ sandbox, logged }: Fixture, values: unknown[]): string[] {
	const { appId, appKey, recordings } = sandbox;
	const secrets: Secrets = {
		'App Key': appKey,
		'login of the API': encodeLogin(appId, appKey),
		'recordings password': recordings.password,
		'recordings login': encodeLogin(recordings.username, recordings.password),
		'Authorization header': 'authorization',
	};
	return secretsInValue([...values, logged], secrets);
}
