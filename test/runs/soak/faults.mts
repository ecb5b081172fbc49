import type { FaultInput } from '../../sandbox/index.mts';
import type { Random } from './random.mts';

/** How the API fails when it is down or overloaded: with an error, without one, or with something that looks like a reply. */
const FAULTS: readonly FaultInput[] = [
	{ kind: 'status', status: 503 },
	{ kind: 'status', status: 503, envelope: 'new' },
	{ kind: 'rateLimit', retryAfter: 120 },
	{ kind: 'rateLimit', envelope: 'legacy', retryAfter: 30 },
	{ kind: 'ok200Error' },
	{ kind: 'drop' },
	{ kind: 'drop', when: 'mid' },
	{ kind: 'html' },
	{ kind: 'html', status: 502 },
	{ kind: 'truncated' },
	{ kind: 'truncated', chunked: true },
];

/** Picks the failure for one poll. Some requests may succeed first, so that polls also fail halfway. */
export const chooseFault = (random: Random): FaultInput => ({
	...random.pick(FAULTS),
	after: random.next() < 0.3 ? random.integer(1, 3) : 0,
});
