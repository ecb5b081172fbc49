import { DateTime } from 'luxon';
import { runWorkflow } from '../../lib/n8n/executions.mts';
import { askSandbox, requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { ACCOUNTS } from '../accounts.mts';
import { jsonOf } from '../intercepting-proxy.mts';
import { checkRunSucceeded, importExample } from './fixture.mts';
import type { FlowFixture } from './fixture.mts';
import { DRIVE, driveLink, googleDrive } from '../services/google-drive.mts';
import type { DriveFile } from '../services/google-drive.mts';
import { GOOGLE_LOGIN, googleLogin } from '../services/google-sheets.mts';
import { hubspot, HUBSPOT } from '../services/hubspot.mts';
import type { DealUpdate } from '../services/hubspot.mts';
import { ZONE } from './zone.mts';

const DEAL = 501;
const SESSION_SECONDS = 600;
/** More than one part of an upload (n8n uses 2 MB), and not a multiple of it. */
const VIDEO_BYTES = 5_000_001;

/** 13: each recording is in Drive under a name that people understand, and the deal of its room has the link. */
export async function checkRecordingLink(fixture: FlowFixture): Promise<void> {
	const { checks, host, proxy } = fixture;
	await checks.section('13-recording-to-google-drive: EnableX Video Trigger (Recording Ready), Download, Google Drive, HubSpot', async () => {
		const files: DriveFile[] = [];
		proxy.reply(GOOGLE_LOGIN, googleLogin(ACCOUNTS.google.email));
		proxy.reply(DRIVE, googleDrive(files));
		proxy.reply(HUBSPOT, hubspot([{ id: DEAL, contactId: 1, properties: {} }], []));
		const sale = await record(fixture, 'Müller/Söhne: demo', `deal-${DEAL}`);
		const standup = await record(fixture, 'Stand-up', 'team-a');
		const { id } = await importExample(fixture, '13-recording-to-google-drive');
		checkRunSucceeded(fixture, await runWorkflow(host.rest, id, 'When a recording is ready'));

		for (const { name, sha256 } of [sale, standup]) {
			const [file, ...more] = files.filter((one) => one.name === name);
			checks.that(`Drive has one file "${name}"`, file !== undefined && more.length === 0, files.map((one) => one.name).join(', '));
			checks.that('… in the shared drive, with the SHA-256 of the video', file?.parents.join() === 'your-shared-drive-id' && file.sha256 === sha256, file?.sha256);
			checks.that('… open to readers who have the link', file?.permissions.length === 1 && file.permissions[0].role === 'reader' && file.permissions[0].type === 'anyone');
		}
		const updates = proxy.received(HUBSPOT).filter(({ method, path }) => method === 'PUT' && path.startsWith('/deals/')).flatMap((request) =>
			jsonOf<DealUpdate>(request).properties.filter(({ name }) => name === 'enablex_recording_url').map(({ value }) => `${request.path.split('/').at(-1)}: ${String(value)}`));
		const link = driveLink(files.findIndex(({ name }) => name === sale.name));
		checks.that('the deal gets the link, and the recording without a deal changes no deal', updates.join() === `${DEAL}: ${link}`, updates.join());
	});
}

/** Records a session in a new room. Returns what its file is called in Drive, and the SHA-256 of the video. */
async function record({ host }: FlowFixture, name: string, owner: string): Promise<{ name: string; sha256?: string }> {
	const sandbox = requireSandbox(host);
	const body = { name, owner_ref: owner, settings: { mode: 'group' } };
	const { room } = await askSandbox<{ room: { room_id: string } }>(sandbox, '/rooms', { method: 'POST', body });
	const { confNum, endAt } = await sandbox.control.runSession({
		roomId: room.room_id,
		users: [{ name: 'Ann', seconds: SESSION_SECONDS }],
		recording: true,
		transcodedAfterSeconds: 0,
		fileBytes: VIDEO_BYTES,
	});
	const files = await sandbox.control.files({ sha256: true });
	const video = files.find(({ path }) => path.includes(confNum) && path.endsWith('session.mov'));
	const time = DateTime.fromISO(endAt ?? '').setZone(ZONE).toFormat('yyyy-MM-dd HH.mm');
	return { name: `${name} ${time}.mov`, sha256: video?.sha256 };
}
