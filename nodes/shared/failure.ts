import type { Failure } from 'n8n-workflow';

import type { ApiFailure } from './envelope';

/** A failure that passes by itself. */
export const TEMPORARY: Failure = { cause: 'temporarily-unavailable' };

/** No code of a wrong login is documented, so all plausible ones count (api.md 10, last part). */
const WRONG_LOGIN_CODES = ['10000', '40002', 'UNAUTHORIZED', 'CREDENTIAL_EXPIRED'];
const BUSY_CODES = ['10105', '50000'];

/** Whether the API refused App ID and App Key. */
export const isWrongLogin = ({ code, httpStatus }: Pick<ApiFailure, 'code' | 'httpStatus'>): boolean =>
	httpStatus === 401 || WRONG_LOGIN_CODES.includes(code);

/**
 * Why the API failed, in the words by which n8n decides when to poll again (n8n.md 2.5): it can
 * tell nothing from a failure that comes with HTTP 200. `undefined` leaves the decision to n8n.
 */
export function causeOf(failure: Pick<ApiFailure, 'code' | 'httpStatus' | 'retryAfterMs'>): Failure | undefined {
	const { code, httpStatus, retryAfterMs } = failure;
	const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
	if (isWrongLogin(failure) || httpStatus === 403) return { cause: 'credential-invalid' };
	if (httpStatus === 429 || code === 'RATE_LIMITED') return { cause: 'rate-limited', ...wait };
	if (httpStatus >= 500 || BUSY_CODES.includes(code)) return { ...TEMPORARY, ...wait };
	return httpStatus === 404 ? { cause: 'configuration-invalid' } : undefined;
}
