import type { IDataObject } from 'n8n-workflow';

import { mayBeNew } from '../../../nodes/EnableXVideoTrigger/delivery/deliver';
import { addKeys, recordKey } from '../../../nodes/EnableXVideoTrigger/delivery/knownKeys';
import { streamFrom } from '../../../nodes/EnableXVideoTrigger/delivery/savedState';
import { candidates } from '../../../nodes/EnableXVideoTrigger/listing';
import { readSettings } from '../../../nodes/EnableXVideoTrigger/settings';
import { dayOf } from '../../../nodes/shared/time/days';
import { fakeContext } from '../../lib/fakes.mts';

const NOW = Date.UTC(2026, 10, 20, 12);
const TODAY = dayOf(NOW);
const cdr = (id: string, time: string | null, role = 'viewer'): IDataObject => ({ cdr_id: id, trans_date: time, user: { role } });

/** The IDs of the records whose items a poll keeps of a listing. */
function kept(records: IDataObject[], parameters: IDataObject = {}) {
	const context = fakeContext({ event: 'cdr', startFrom: 'now', filters: {}, options: {}, simplify: true, ...parameters });
	const settings = readSettings(Object.assign(Object.create(null), context), NOW);
	const state = streamFrom('stream', 'now', NOW - 3_600_000);
	const known = addKeys(state.known, [{ key: recordKey('known'), day: TODAY }]);
	const collector = candidates(settings, mayBeNew({ ...state, known }));
	for (const record of records) collector.add(record);
	const listed = collector.result();
	expect(listed.map(({ id }) => id)).toEqual(records.map(({ cdr_id }) => cdr_id));
	return listed.filter(({ item }) => item !== undefined).map(({ id }) => id);
}

describe('Of a listing, a poll keeps the items', () => {
	test('of records that are not known', () => {
		expect(kept([cdr('known', '2026-11-20T11:30:00Z'), cdr('new', '2026-11-20T11:30:00Z')])).toEqual(['new']);
	});

	test('not of records from before the stream', () => expect(kept([cdr('old', '2026-11-20T10:00:00Z')])).toEqual([]));

	test('of records whose time is unknown or cannot be right', () => {
		expect(kept([cdr('none', null), cdr('early', '1999-01-01T00:00:00Z'), cdr('late', '2034-01-01T00:00:00Z')])).toEqual(['none', 'early', 'late']);
	});

	test('not of records that do not match the filters', () => {
		expect(kept([cdr('a', '2026-11-20T11:30:00Z'), cdr('b', '2026-11-20T11:30:00Z', 'moderator')], { filters: { roles: ['moderator'] } })).toEqual(['b']);
	});
});
