import { dayOf } from '../shared/days';
import { errorThatSays } from '../shared/errors';
import { TRIGGER_EVENTS } from './events';
import { listCandidates, type Candidate } from './listing';
import { oldestFirst } from './state';
import { timeoutOf, type Poll } from './stream';

/** How far back the test step looks, in days: not further than it must. */
const REACHES = [1, 7, 30];
/** How many records the test step shows at most. */
const SAMPLES = 10;

/**
 * The newest records for the test step, oldest of them first. It neither reads nor writes the state
 * of the trigger. Throws a NodeApiError with a sentence when there are none.
 */
export async function fetchSample(poll: Poll): Promise<Candidate[]> {
	const { context, settings, now } = poll;
	const today = dayOf(now);
	for (const reach of REACHES) {
		const days = { firstDay: today - reach, nextDay: today + 1 };
		const listed = await listCandidates(context, settings, days, timeoutOf(poll));
		const ready = listed.filter(({ status }) => status === 'ready');
		if (ready.length > 0) return oldestFirst(ready).slice(-SAMPLES);
	}
	const message = `There is no ${TRIGGER_EVENTS[settings.event].noun} of the last 30 days that this trigger would start with`;
	throw errorThatSays(context.getNode(), { message }, {
		message,
		description: 'Run a session, wait a moment until EnableX lists it, and try again; or loosen the filters',
	});
}
