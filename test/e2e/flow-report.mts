import type { DateTime } from 'luxon';
import { needSandbox } from '../host/host-sandbox.mts';
import { runWorkflow } from '../host/n8n-executions.mts';
import { checkSuccess, importExample } from './flow-scene.mts';
import type { Scene } from './flow-scene.mts';
import { nowThere } from './flow-zone.mts';

const yesterday = () => nowThere().minus({ days: 1 }).startOf('day');

/**
 * Lets calls happen at both edges of yesterday. `seedRooms` gives its rooms to owner-1, owner-2, …
 * in turn; the trigger's flows must be published after this, or they would report these calls as well.
 */
export async function holdYesterdaysCalls({ host }: Scene): Promise<void> {
	const { control } = needSandbox(host);
	const { roomIds: [first, second] } = await control.seedRooms({ count: 2, namePrefix: 'Usage' });
	const hold = async (roomId: string, startAt: DateTime, seconds: number[]) =>
		await control.runSession({ roomId, startAt: startAt.toUTC().toISO() ?? '', users: seconds.map((stay, index) => ({ name: `User ${index}`, seconds: stay })) });
	await hold(first, yesterday().minus({ minutes: 11 }), [600]);
	await hold(first, yesterday().plus({ minutes: 1 }), [600, 300]);
	await hold(second, yesterday().plus({ hours: 12 }), [1800, 1800]);
	await hold(first, yesterday().set({ hour: 23, minute: 49 }), [600]);
	await hold(second, yesterday().set({ hour: 23, minute: 55 }), [600]);
}

/** 04: the e-mail has yesterday's sums by owner; calls that ended on the day before or after do not count. */
export async function checkUsageReport(scene: Scene): Promise<void> {
	const { checks, host, mailbox } = scene;
	await checks.section('04-daily-usage-report: Schedule Trigger, Get Many CDRs, Summarize, Sort, Aggregate, Send Email', async () => {
		const { id } = await importExample(scene, '04-daily-usage-report');
		checkSuccess(scene, await runWorkflow(host.rest, id, 'Every morning at seven'));
		const [report, ...more] = mailbox.to('team@example.com');
		checks.that('one report comes by e-mail', report !== undefined && more.length === 0);
		checks.that('… about yesterday', report?.subject === `Video usage of ${yesterday().toISODate()}`, report?.subject);
		const lines = report?.text?.trim().split(/\s*\n\s*/) ?? [];
		checks.that('… the owner with the most minutes first', lines[0] === 'owner-2: 60.0 minutes (sessions: 1, connections: 2)', lines[0]);
		checks.that('… then the other one', lines[1] === 'owner-1: 25.0 minutes (sessions: 2, connections: 3)', lines[1]);
		checks.that('… and the total, nothing more', lines[2] === 'Total: 85.0 minutes' && lines.length === 3, lines.slice(2).join(' / '));
	});
}
