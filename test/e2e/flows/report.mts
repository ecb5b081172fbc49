import type { DateTime } from 'luxon';
import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { runWorkflow } from '../../lib/n8n/executions.mts';
import { checkRunSucceeded, importExample } from './fixture.mts';
import type { FlowFixture } from './fixture.mts';
import { nowInZone } from './zone.mts';

const yesterday = () => nowInZone().minus({ days: 1 }).startOf('day');

/**
 * Runs calls at the start and end of yesterday. `seedRooms` assigns its rooms to owner-1, owner-2, …
 * in turn. The trigger flows must be published after this, or they would report these calls as well.
 */
export async function runYesterdaysCalls({ host }: FlowFixture): Promise<void> {
	const { control } = requireSandbox(host);
	const { roomIds: [first, second] } = await control.seedRooms({ count: 2, namePrefix: 'Usage' });
	const runCall = async (roomId: string, startAt: DateTime, seconds: number[]) =>
		await control.runSession({ roomId, startAt: startAt.toUTC().toISO() ?? '', users: seconds.map((stay, index) => ({ name: `User ${index}`, seconds: stay })) });
	await runCall(first, yesterday().minus({ minutes: 11 }), [600]);
	await runCall(first, yesterday().plus({ minutes: 1 }), [600, 300]);
	await runCall(second, yesterday().plus({ hours: 12 }), [1800, 1800]);
	await runCall(first, yesterday().set({ hour: 23, minute: 49 }), [600]);
	await runCall(second, yesterday().set({ hour: 23, minute: 55 }), [600]);
}

/** 04: the email has yesterday's totals by owner, without sessions that started on the day before. */
export async function checkUsageReport(fixture: FlowFixture): Promise<void> {
	const { checks, host, mailbox } = fixture;
	await checks.section('04-daily-usage-report: Schedule Trigger, Get Many Sessions, Summarize, Send Email', async () => {
		const { id } = await importExample(fixture, '04-daily-usage-report');
		checkRunSucceeded(fixture, await runWorkflow(host.rest, id, 'Every morning at seven'));
		const [report, ...more] = mailbox.to('team@example.com');
		checks.that('one report is emailed', report !== undefined && more.length === 0);
		checks.that('… about yesterday', report?.subject === `Video usage of ${yesterday().toISODate()}`, report?.subject);
		const lines = report?.text?.trim().split(/\s*\n\s*/) ?? [];
		checks.that('… the owner with the most minutes first', lines[0] === 'owner-2: 70 minutes (sessions: 2, connections: 3)', lines[0]);
		checks.that('… then the other owner', lines[1] === 'owner-1: 25 minutes (sessions: 2, connections: 3)', lines[1]);
		checks.that('… then the total, and nothing else', lines[2] === 'Total: 95 minutes' && lines.length === 3, lines.slice(2).join(' / '));
	});
}
