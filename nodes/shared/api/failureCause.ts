import type { Failure } from 'n8n-workflow';

import type { ApiFailure } from './envelope';
import { SERVER_BUSY } from './resultCodes';

/** The cause of a transient failure. */
export const TEMPORARY: Failure = { cause: 'temporarily-unavailable' };

/** The documentation names no code for a wrong login, so all plausible codes count (enablex-api.md 10.2). */
const WRONG_LOGIN_CODES = ['10000', '40002', 'UNAUTHORIZED', 'CREDENTIAL_EXPIRED'];
const BUSY_CODES = [SERVER_BUSY, '50000'];

/** Whether the API rejected App ID and App Key. */
export const isWrongLogin = ({ code, httpStatus }: Pick<ApiFailure, 'code' | 'httpStatus'>): boolean =>
	httpStatus === 401 || WRONG_LOGIN_CODES.includes(code);

type FailureFacts = Pick<ApiFailure, 'code' | 'httpStatus' | 'hasApiMessage' | 'retryAfterMs'>;

const isRateLimited = ({ code, httpStatus }: FailureFacts) => httpStatus === 429 || code === 'RATE_LIMITED';
const isServerError = ({ code, httpStatus }: FailureFacts) => httpStatus >= 500 || BUSY_CODES.includes(code);

/** Whether the same request may succeed a moment later. */
export const isTransient = (failure: FailureFacts): boolean => isRateLimited(failure) || isServerError(failure);

/** Statuses that a gateway or a firewall sends during an outage, too. */
const AMBIGUOUS_STATUSES = [401, 403, 404];

/**
 * The cause of a failure, in the terms by which n8n decides when to poll again (n8n-host.md 2.5).
 * n8n cannot derive it itself, because the API also reports failures with HTTP 200. Only a result code of
 * the API makes a failure permanent: a bare 404 may come from an ingress without a backend. `undefined`
 * leaves the decision to n8n.
 */
export function failureCauseOf(failure: FailureFacts): Failure | undefined {
	const { code, httpStatus, hasApiMessage, retryAfterMs } = failure;
	const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
	if (isRateLimited(failure)) return { cause: 'rate-limited', ...wait };
	if (isServerError(failure)) return { ...TEMPORARY, ...wait };
	const isFromApi = hasApiMessage && code !== String(httpStatus);
	if (!isFromApi) return AMBIGUOUS_STATUSES.includes(httpStatus) ? { ...TEMPORARY, ...wait } : undefined;
	if (isWrongLogin(failure) || httpStatus === 403) return { cause: 'credential-invalid' };
	return httpStatus === 404 ? { cause: 'configuration-invalid' } : undefined;
}
