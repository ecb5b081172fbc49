import type { FaultInput } from '../sandbox/index.mts';
import type { Random } from './random.mts';

/** How the API fails when it is down or overloaded: with words, without, or with something that looks like an answer. */
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

/** The failure of one poll. Some requests may pass first, so that a poll also fails in its middle. */
export const chooseFault = (random: Random): FaultInput => ({
	...random.pick(FAULTS),
	after: random.next() < 0.3 ? random.whole(1, 3) : 0,
});
