import { streamFrom } from '../../../../nodes/EnableXVideoTrigger/delivery/savedState';
import { startSessionsFromNow } from '../../../../nodes/EnableXVideoTrigger/sessions/start';

const NOW = Date.UTC(2026, 10, 20, 12);

test('A stream of sessions starts after the newest CDR, however many sessions are listed', () => {
	const records = Array.from({ length: 150_000 }, (_, index) => {
		const time = NOW - 1_000 - index;
		return { id: `${index}`, time, status: 'ready' as const, item: { conf_num: `c${index}`, cdr_id: `${index}`, trans_date: new Date(time).toISOString() } };
	});
	expect(startSessionsFromNow(streamFrom('stream', 'now', NOW - 60_000), [{ records }], NOW).since).toBe(NOW - 999);
});
