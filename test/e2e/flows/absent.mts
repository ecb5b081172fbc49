import { setTimeout as sleep } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { runWorkflow } from '../../lib/n8n/executions.mts';
import { askSandbox, requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import type { SessionUserInput } from '../../sandbox/control-types.mts';
import { jsonOf } from '../intercepting-proxy.mts';
import { checkRunSucceeded, importExample } from './fixture.mts';
import type { FlowFixture } from './fixture.mts';
import { SLACK } from '../services/slack.mts';
import type { SlackMessage } from '../services/slack.mts';
import { ZONE } from './zone.mts';

const START = 'Every quarter of an hour';
/** The length of each meeting. */
const MINUTES = 30;
/** Both runs must be in the same quarter of an hour, and take less time than this. */
const RUN_MS = 60_000;

/** 12: the team reads who came, came late, left early or did not come, and only the last get an email. */
export async function checkNobodyCame(fixture: FlowFixture): Promise<void> {
	const { checks, host, proxy, mailbox } = fixture;
	await checks.section('12-nobody-came: Schedule Trigger, Get Many Rooms, Get Room, Get Many Sessions, Merge, Slack, Send Email', async () => {
		const { id } = await importExample(fixture, '12-nobody-came');
		const ended = (await startOfQuarter()).minus({ minutes: 40 });
		const messages = () => proxy.received(SLACK).map((request) => jsonOf<SlackMessage>(request)).filter(({ channel }) => channel === '#meetings').map(({ text }) => text);

		const empty = await book(fixture, 'Empty room', ended, ['Zoe']);
		await book(fixture, 'Over just now', ended.plus({ minutes: 20 }), ['Yan']);
		checkRunSucceeded(fixture, await runWorkflow(host.rest, id, START));
		checks.that('a meeting without anybody is reported, one that has just ended is not yet', messages().join() === '*Empty room*: Zoe did not attend', messages().join());
		checks.that('… and its guest gets an email', mailbox.to(emailOf('Zoe')).length === 1);
		await askSandbox(requireSandbox(host), `/rooms/${empty}`, { method: 'DELETE' });

		const kickOff = await book(fixture, 'Kick-off', ended, ['Ann', 'Ben', 'Cleo', 'Dan']);
		await book(fixture, 'Without guests', ended);
		const longer = await book(fixture, 'Still going on', ended, ['Eve']);
		await meet(fixture, kickOff, ended.minus({ minutes: 30 }), [{ name: 'Ann', seconds: 300 }, { name: 'Cleo', seconds: 300 }]);
		await meet(fixture, kickOff, ended.minus({ minutes: 24 }), [
			{ name: 'Ann', seconds: 1440 },
			{ name: 'Ben', seconds: 1440 },
			{ name: 'Cleo K.', userRef: emailOf('Cleo'), seconds: 600 },
			{ name: 'Somebody else', seconds: 1440 },
		]);
		await requireSandbox(host).control.runSession({ roomId: longer, users: [{ name: 'Somebody' }], keepRunning: true });
		checkRunSucceeded(fixture, await runWorkflow(host.rest, id, START));
		const verdicts = messages().at(-1)?.split('\n').sort().join(' / ');
		const expected = ['Ann attended', 'Ben came late', 'Cleo left early', 'Dan did not attend'].map((verdict) => `*Kick-off*: ${verdict}`).join(' / ');
		checks.that('the team reads who came, came late, left early and did not come, in one message', messages().length === 2 && verdicts === expected, verdicts);
		checks.that('… nothing of a meeting with people inside or without a guest list', ['Ann', 'Ben', 'Cleo', 'Eve', 'Yan'].every((name) => mailbox.to(emailOf(name)).length === 0));
		const [mail, ...more] = mailbox.to(emailOf('Dan'));
		const time = ended.minus({ minutes: MINUTES }).setZone(ZONE).toFormat('cccc, d LLLL yyyy, HH:mm');
		checks.that('who did not attend gets one email, with the time of the meeting', more.length === 0 && mail?.subject === 'We missed you: Kick-off' && mail.text?.includes(`Hello Dan,\n\nwe missed you at Kick-off on ${time}.`) === true, mail?.text?.split('\n')[2]);
	});
}

/** The start of this quarter of an hour; waits for the next one if this one is about to end. */
async function startOfQuarter(): Promise<DateTime> {
	const now = DateTime.now().setZone(ZONE);
	const start = now.startOf('minute').minus({ minutes: now.minute % 15 });
	const left = start.plus({ minutes: 15 }).diff(now).toMillis();
	if (left > RUN_MS) return start;
	await sleep(left);
	return start.plus({ minutes: 15 });
}

const emailOf = (name: string): string => `${name.toLowerCase()}@expected.example`;

/** Books a meeting that ended at this time, when it was still ahead. Returns the ID of its room. */
async function book({ host }: FlowFixture, name: string, ended: DateTime, guests?: readonly string[]): Promise<string> {
	const sandbox = requireSandbox(host);
	const start = ended.minus({ minutes: MINUTES }).toUTC();
	const settings = { mode: 'group', scheduled: true, scheduled_time: start.toFormat('yyyy-MM-dd HH:mm:ss'), duration: MINUTES };
	const data = guests && { guests: guests.map((guest) => ({ name: guest, email: emailOf(guest), user_ref: emailOf(guest) })) };
	await sandbox.control.setClock({ now: start.minus({ hours: 1 }).toISO() ?? '' });
	try {
		const { room } = await askSandbox<{ room: { room_id: string } }>(sandbox, '/rooms', { method: 'POST', body: { name, owner_ref: 'meetings', settings, data } });
		return room.room_id;
	} finally {
		await sandbox.control.setClock({ now: new Date().toISOString() });
	}
}

/** Runs a session of a meeting. */
async function meet({ host }: FlowFixture, roomId: string, start: DateTime, users: readonly SessionUserInput[]): Promise<void> {
	const startAt = start.toUTC().toISO() ?? '';
	await requireSandbox(host).control.runSession({ roomId, startAt, users: users.map((user) => ({ userRef: emailOf(String(user.name)), ...user })) });
}
