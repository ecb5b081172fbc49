import { DateTime } from 'luxon';
import { runWorkflow } from '../../lib/n8n/executions.mts';
import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { ACCOUNTS } from '../accounts.mts';
import { checkRunSucceeded, importExample } from './fixture.mts';
import type { FlowFixture } from './fixture.mts';
import { GOOGLE_LOGIN, googleLogin, googleSheets, SHEETS } from '../services/google-sheets.mts';
import type { Cell } from '../services/google-sheets.mts';
import { ZONE } from './zone.mts';

const START = 'When a session has ended';
const COLUMNS = ['Key', 'Session', 'Owner', 'Name', 'Reference', 'Role', 'Joined', 'Left', 'Minutes'];
/** A name that would be a formula, if the sheet read it as one. */
const FORMULA = '=1+1';

/** 11: each person of a session has one row, which a second run updates without touching other columns. */
export async function checkAttendance(fixture: FlowFixture): Promise<void> {
	const { checks, host, proxy } = fixture;
	await checks.section('11-attendance-to-google-sheets: EnableX Video Trigger (Session Ended), Split Out, Google Sheets', async () => {
		const { control } = requireSandbox(host);
		const { roomIds } = await control.seedRooms({ count: 1, namePrefix: 'Workshop' });
		const startAt = DateTime.now().minus({ hours: 1 });
		const { confNum } = await control.runSession({
			roomId: roomIds[0],
			startAt: startAt.toUTC().toISO(),
			users: [
				{ name: 'Ann', userRef: 'ann@people.example', role: 'moderator', seconds: 600 },
				{ name: 'Ann', userRef: 'ann@people.example', role: 'moderator', joinAfterSeconds: 1200, seconds: 630 },
				{ name: FORMULA, userRef: 'guest', joinAfterSeconds: 300, seconds: 90 },
			],
		});
		const sheet: Cell[][] = [];
		proxy.reply(GOOGLE_LOGIN, googleLogin(ACCOUNTS.google.email));
		proxy.reply(SHEETS, googleSheets({ id: 'your-spreadsheet-id', sheet: 'Attendance', values: sheet }));
		const { id } = await importExample(fixture, '11-attendance-to-google-sheets');
		checkRunSucceeded(fixture, await runWorkflow(host.rest, id, START));

		const at = (seconds: number) => startAt.plus({ seconds }).setZone(ZONE).toFormat('yyyy-MM-dd HH:mm');
		const rowsOf = () => sheet.filter(([key]) => String(key).startsWith(confNum)).map((row) => row.join(' | '));
		const ann = [`${confNum} ann@people.example Ann`, 'Workshop 1', 'owner-1', 'Ann', 'ann@people.example', 'moderator', at(0), at(1830), 20.5].join(' | ');
		const guest = [`${confNum} guest ${FORMULA}`, 'Workshop 1', 'owner-1', FORMULA, 'guest', 'participant', at(300), at(390), 1.5].join(' | ');
		checks.that('the empty sheet gets its columns', sheet[0]?.join() === COLUMNS.join(), sheet[0]?.join());
		checks.that('… and one row per person, in local time, with the minutes of both stays', rowsOf().join('\n') === `${ann}\n${guest}`, rowsOf().join(' / '));
		const written = proxy.received(SHEETS).filter(({ method }) => method === 'PUT');
		checks.that('… written as they are, so that no name becomes a formula', written.length > 0 && written.every(({ query }) => query.get('valueInputOption') === 'RAW'));

		const rows = sheet.length;
		sheet[0].push('Notes');
		const own = sheet.find(([key]) => String(key).startsWith(`${confNum} ann`)) ?? [];
		own.splice(COLUMNS.length - 1, 1, 0, 'prepared well');
		checkRunSucceeded(fixture, await runWorkflow(host.rest, id, START));
		checks.that('a second run adds no row', sheet.length === rows, `${sheet.length}`);
		checks.that('… corrects the row of the person, and keeps the notes beside it', rowsOf()[0] === `${ann} | prepared well`, rowsOf()[0]);
	});
}
