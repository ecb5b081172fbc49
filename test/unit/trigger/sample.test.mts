import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { fetchSample } from '../../../nodes/EnableXVideoTrigger/sample';
import { readSettings } from '../../../nodes/EnableXVideoTrigger/settings';
import { DAY } from '../../../nodes/shared/time/days';
import { fakeContext } from '../../lib/fakes.mts';

const NOW = Date.UTC(2026, 10, 20, 12);
const daysAgo = (count: number) => new Date(NOW - count * DAY).toISOString();

/** Fetches the sample from an API that lists these records for each day, and returns the requested spans. Days are counted back from today. */
async function sampleFrom(recordsOfDay: (daysBack: number) => IDataObject[], parameters: IDataObject = {}) {
	const spans: Array<[first: number, last: number]> = [];
	const helpers = {
		httpRequestWithAuthentication: async (_name: string, { url }: { url: string }) => {
			const [from, to] = url.split('/').slice(-2).map((day) => Math.floor((NOW - Date.parse(day)) / DAY));
			spans.push([from, to]);
			const cdr = Array.from({ length: from - to }, (_, index) => recordsOfDay(from - index)).flat();
			return await Promise.resolve({ statusCode: 200, headers: {}, body: { result: '0', cdr } });
		},
	};
	const defaults = { event: 'cdr', startFrom: 'now', filters: {}, options: {}, simplify: true };
	const context: IPollFunctions = Object.assign(Object.create(null), fakeContext({ ...defaults, ...parameters }), { helpers });
	const outcome = await fetchSample({ context, settings: readSettings(context, NOW), now: NOW, timeLeft: () => 60_000 }).then(
		(candidates) => ({ ids: candidates.map(({ id }) => id), message: '' }),
		(error: Error) => ({ ids: [], message: error.message }),
	);
	return { ...outcome, spans };
}

const records = (daysBack: number, count: number) => Array.from({ length: count }, (_, index) => ({ cdr_id: `${daysBack}-${index}`, trans_date: daysAgo(daysBack), user: { role: 'viewer' } }));

describe('The test step', () => {
	test('requests today and yesterday first, and nothing else if they have records', async () => {
		const { ids, spans } = await sampleFrom((daysBack) => (daysBack === 1 ? records(1, 12) : []));
		expect(ids).toEqual(records(1, 12).slice(-10).map(({ cdr_id }) => cdr_id));
		expect(spans).toEqual([[1, -1]]);
	});

	test('goes back over empty days in growing steps', async () => {
		const { ids, spans } = await sampleFrom((daysBack) => (daysBack === 20 ? records(20, 1) : []));
		expect(ids).toEqual(['20-0']);
		expect(spans).toEqual([[1, -1], [5, 1], [13, 5], [21, 13]]);
	});

	test('goes back over busy days one by one if the filters match nothing, and reports how far it looked', async () => {
		const { message, spans } = await sampleFrom((daysBack) => records(daysBack, 5_001), { filters: { roles: ['moderator'] } });
		expect(message).toBe('No matching call detail records in the last 30 days');
		expect(spans.slice(1).every(([from, to]) => from - to === 1)).toBe(true);
		expect(spans.at(-1)).toEqual([30, 29]);
	});
});
