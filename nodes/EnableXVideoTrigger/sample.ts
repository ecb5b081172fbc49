import { dayOf } from '../shared/time/days';
import { createNodeApiError } from '../shared/api/errors';
import type { Collector } from '../shared/api/listEntries';
import { Newest } from '../shared/utils/newest';
import { nextSpan } from './delivery/collect';
import { TRIGGER_EVENTS } from './events';
import { listDays, toItem, toListed } from './listing';
import type { TriggerSettings } from './settings';
import { oldestFirst } from './delivery/state';
import { timeoutOf, type Poll } from './cursor';
import { COMPLETERS } from './completers';
import type { Candidate } from './completion/completer';
import { FollowUps } from './completion/followUps';
import { createMemory } from './completion/memory';
import { streamFrom } from './delivery/savedState';

/** How far back the test step looks, in days. */
const MAX_DAYS = 30;
/** The test step looks no further after this time, because somebody is waiting for it. */
const MAX_TIME_MS = 60_000;
const MAX_SAMPLES = 10;
/** So many of the newest records of a list are completed; some of them may turn out to be no match. */
const MAX_COMPLETED = 3 * MAX_SAMPLES;

/** Collects the newest ready records, or all if the records of the event are made of them, and counts all of them. */
function newestReady(settings: TriggerSettings): Collector<{ records: Candidate[]; count: number }> {
	const { needsAll } = TRIGGER_EVENTS[settings.event];
	const newest = new Newest<Candidate>(needsAll ? Infinity : MAX_COMPLETED);
	let count = 0;
	return {
		add(record) {
			count++;
			const listed = toListed(record, settings);
			const isWanted = needsAll || (listed.status === 'ready' && newest.accepts(listed.time));
			if (isWanted) newest.add(listed.time, { ...listed, item: toItem(record, settings) });
		},
		result: () => ({ records: newest.newestFirst(), count }),
	};
}

/**
 * The newest records for the test step, at most ten, oldest first. It walks back from today, a few days at
 * a time, and a single day at a time where the days are busy. Neither reads nor writes the state of the trigger.
 * Rejects with a NodeApiError if there are no matching records.
 */
export async function fetchSample(poll: Poll): Promise<Candidate[]> {
	const { context, settings, now, timeLeft } = poll;
	// A memory and a state of its own: the test step changes nothing for the published trigger.
	const followUps = new FollowUps({ memory: createMemory(), now, timeLeft });
	const complete = COMPLETERS[settings.event](poll, followUps);
	const state = streamFrom('', '', 0);
	const end = performance.now() + MAX_TIME_MS;
	const today = dayOf(now);
	let firstDay = today + 1;
	for (let span = 2; firstDay > today - MAX_DAYS && performance.now() < end; ) {
		const nextDay = firstDay;
		firstDay = Math.max(today - MAX_DAYS, nextDay - span);
		const days = { firstDay, nextDay };
		const { value, ...list } = await listDays(context, settings, days, () => timeoutOf(poll), () => newestReady(settings));
		const { records } = await complete({ records: value.records, ...list }, { ...days, state, isRecent: false, newest: MAX_COMPLETED });
		if (followUps.failures.length > 0) throw followUps.failures[0];
		const ready = records.filter(({ status }) => status === 'ready');
		if (ready.length > 0) return oldestFirst(ready).slice(-MAX_SAMPLES);
		span = nextSpan(span, value.count);
	}
	const days = today - firstDay === 1 ? 'since yesterday' : `in the last ${today - firstDay} days`;
	const message = `No matching ${TRIGGER_EVENTS[settings.event].pluralName} ${days}`;
	throw createNodeApiError(context.getNode(), { message }, {
		message,
		description: 'Run a session, wait until EnableX lists it and try again, or loosen the Filters',
	});
}
