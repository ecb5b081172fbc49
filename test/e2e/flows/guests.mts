import type { DateTime } from 'luxon';
import { runWorkflow } from '../../lib/n8n/executions.mts';
import { askSandbox, requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { ACCOUNTS } from '../accounts.mts';
import { checkRunSucceeded, importExample } from './fixture.mts';
import type { FlowFixture } from './fixture.mts';
import { addProject } from './project.mts';
import { GOOGLE_LOGIN, googleLogin, googleSheets, SHEETS } from '../services/google-sheets.mts';
import { nowInZone } from './zone.mts';

const START = 'When clicking Execute workflow';
/** As the example says: in a week at 15:00, in the time zone of the workflow. */
const MEETING = nowInZone().plus({ days: 7 }).set({ hour: 15, minute: 0, second: 0, millisecond: 0 });
const GUESTS = [
	{ name: 'Zoë Müller & Co.', email: 'zoe@guests.example', zone: 'Europe/Berlin' },
	{ name: 'Ravi', email: 'ravi@guests.example', zone: '' },
];

interface Room {
	readonly room_id: string;
	readonly owner_ref: string;
	readonly sip: { readonly pin: unknown; readonly meeting_id: unknown };
}

/** 08: each guest of the sheet gets a personal link with local times and dial-in, and a second run books no second room. */
export async function checkGuestList(fixture: FlowFixture): Promise<void> {
	const { checks, host, proxy, mailbox } = fixture;
	await checks.section('08-guest-list-invitations: Create or Update Room, Dial-In, Google Sheets, Join Link, Send Email', async () => {
		proxy.reply(GOOGLE_LOGIN, googleLogin(ACCOUNTS.google.email));
		const rows = GUESTS.map(({ name, email, zone }) => [name, email, zone]);
		proxy.reply(SHEETS, googleSheets({ id: 'your-spreadsheet-id', sheet: 'Guests', values: [['Name', 'Email', 'Time Zone'], ...rows] }));
		const { id } = await importExample(fixture, '08-guest-list-invitations');
		checkRunSucceeded(fixture, await runWorkflow(host.rest, id, START));
		checkRunSucceeded(fixture, await runWorkflow(host.rest, id, START));

		const { rooms } = await askSandbox<{ rooms: Room[] }>(requireSandbox(host), '/rooms');
		const own = rooms.filter(({ owner_ref }) => owner_ref === 'customer-day');
		const [room] = own;
		checks.that('two runs book one room', own.length === 1, own.map(({ room_id }) => room_id).join());
		for (const { name, email, zone } of GUESTS) {
			const [message, again] = mailbox.to(email);
			const text = message?.text ?? '';
			const link = /https:\/\/meet\.sandbox\.example\S+/.exec(text)?.[0] ?? 'https://none.example';
			const { pathname, searchParams } = new URL(link);
			checks.that(`${name} gets a link to the room with name and reference in it`, pathname === `/${room?.room_id}` && searchParams.get('name') === name && searchParams.get('user_ref') === email, link);
			const local = zone === '' ? MEETING : MEETING.setZone(zone);
			checks.that('… start and end in the time zone of the guest', text.includes(startOf(local)) && text.includes(`End: ${local.plus({ hours: 1 }).toFormat('HH:mm')}`), startOf(local));
			checks.that('… and how to join by phone', text.includes(`meeting ID ${String(room?.sip.meeting_id)}, PIN ${String(room?.sip.pin)}`));
			checks.that('… the same in the second run', again?.text === message?.text);
		}

		const { fixture: withoutNumbers } = await addProject(fixture, '8'.repeat(24), { dialin: [] });
		const { id: withoutPhone } = await importExample(withoutNumbers, '08-guest-list-invitations');
		checkRunSucceeded(withoutNumbers, await runWorkflow(host.rest, withoutPhone, START));
		const lines = GUESTS.map(({ email }) => mailbox.to(email)[2]?.text?.trim().split('\n').at(-1) ?? '');
		checks.that('in a project without dial-in numbers, the email ends with the time', lines.every((line) => line.startsWith('End: ')), lines.join(' / '));
	});
}

const startOf = (time: DateTime): string => `Start: ${time.toFormat('cccc, d LLLL yyyy, HH:mm')}`;
