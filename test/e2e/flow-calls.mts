import { DateTime } from 'luxon';
import { needSandbox } from '../host/host-sandbox.mts';
import { publishWorkflow } from '../host/n8n-publication.mts';
import type { StoredWorkflow } from '../host/n8n-rest.mts';
import type { SessionResult } from '../sandbox/index.mts';
import { ACCOUNTS } from './accounts.mts';
import { jsonOf } from './edge.mts';
import { checkSuccess, firstRun, importExample } from './flow-scene.mts';
import type { Scene } from './flow-scene.mts';
import { ZONE } from './flow-zone.mts';
import { Bucket } from './services/s3.mts';
import { slack, SLACK } from './services/slack.mts';
import type { SlackMessage } from './services/slack.mts';

/** The two flows that wait for the next poll, and the call that they wait for. */
export interface Awaited {
	readonly alert: StoredWorkflow;
	readonly upload: StoredWorkflow;
	readonly bucket: Bucket;
	readonly session: SessionResult;
}

/** More than one part of a multipart upload (n8n's parts have 5 MB), and no whole number of them. */
const FILM_BYTES = 11_000_001;
const SESSION_SECONDS = 900;
const BAD_SECONDS = 840;
/** n8n polls every minute, at a second of its own choice. */
const POLLED_WITHIN_MS = 90_000;

/** Publishes the flows of the trigger, and lets a call happen for their next poll. */
export async function startCallFlows(scene: Scene): Promise<Awaited> {
	const { host, edge } = scene;
	const { control } = needSandbox(host);
	const bucket = new Bucket(ACCOUNTS.aws.region, ACCOUNTS.aws.accessKeyId);
	edge.reply(SLACK, slack(ACCOUNTS.slack.token));
	edge.reply(`my-recordings.s3.${ACCOUNTS.aws.region}.amazonaws.com`, bucket.service);
	const alert = await importExample(scene, '02-bad-call-alert');
	const upload = await importExample(scene, '03-recording-to-s3');
	await publishWorkflow(host.rest, alert.id);
	await publishWorkflow(host.rest, upload.id);
	const { roomIds } = await control.seedRooms({ count: 1, namePrefix: 'Board meeting' });
	const session = await control.runSession({
		roomId: roomIds[0],
		users: [
			{ name: 'Ann', role: 'moderator', seconds: SESSION_SECONDS, quality: 'Good' },
			{ name: 'Bob', role: 'participant', seconds: BAD_SECONDS, quality: 'Bad' },
			{ name: 'Cleo', role: 'participant', seconds: 12, quality: 'Good' },
		],
		recording: true,
		transcodedAfterSeconds: 0,
		chat: true,
		fileBytes: FILM_BYTES,
	});
	return { alert, upload, bucket, session };
}

/** 02: one Slack message for the bad connection, one for the short one, none for the good one. */
export async function checkBadCallAlert(scene: Scene, { alert, session }: Awaited): Promise<void> {
	const { checks, edge } = scene;
	await checks.section('02-bad-call-alert: EnableX Video Trigger (New CDR), Filter, Slack', async () => {
		checkSuccess(scene, await firstRun(scene, alert, POLLED_WITHIN_MS));
		const messages = edge.received(SLACK).map((request) => jsonOf<SlackMessage>(request));
		const [bad, short] = ['Bob', 'Cleo'].map((name) => messages.find(({ text }) => text.includes(name))?.text);
		checks.that('Slack gets two messages, and none about calls before the workflow was published', messages.length === 2, `${messages.length}`);
		checks.that('… to the channel of the example', messages.every(({ channel }) => channel === '#video-support'));
		checks.that('… the bad call with room, user and duration', holdsAll(bad, ['Bad call', 'Board meeting 1', 'Bob (participant)', '840 seconds', `until ${timeThere(session, BAD_SECONDS).toFormat('HH:mm')}`, session.confNum]), bad?.split('\n').join(' / '));
		checks.that('… the short call too', holdsAll(short, ['Very short call', 'Board meeting 1', 'Cleo (participant)', '12 seconds']), short?.split('\n').join(' / '));
	});
}

/** 03: the film of the session, and nothing else, lies in the bucket byte for byte. */
export async function checkRecordingUpload(scene: Scene, { upload, bucket, session }: Awaited): Promise<void> {
	const { checks, host } = scene;
	await checks.section('03-recording-to-s3: EnableX Video Trigger (Recording Ready), archive, Download, AWS S3', async () => {
		checkSuccess(scene, await firstRun(scene, upload, POLLED_WITHIN_MS));
		const files = await needSandbox(host).control.files({ sha256: true });
		const film = files.find(({ path }) => path.includes(session.confNum) && path.endsWith('session.mov'));
		const [stored] = bucket.objects;
		checks.that('S3 gets one object', bucket.objects.length === 1, `${bucket.objects.length}`);
		const key = `recordings/${timeThere(session, SESSION_SECONDS).toFormat('yyyy/MM/dd')}/${session.confNum}/session.mov`;
		checks.that('… under its date and conference number', stored?.key === key, stored?.key);
		checks.that('… in parts, as a film', stored?.parts === 3 && stored.contentType === 'video/quicktime', `${stored?.parts} parts, ${stored?.contentType}`);
		checks.that('… whose SHA-256 is that of the recording', stored?.bytes === FILM_BYTES && stored.sha256 === film?.sha256, `${stored?.bytes} bytes, ${stored?.sha256}`);
	});
}

/** A moment of the session on the clock of n8n's zone, in seconds from its start. */
function timeThere({ startAt }: SessionResult, seconds: number): DateTime {
	return DateTime.fromISO(startAt).plus({ seconds }).setZone(ZONE);
}

function holdsAll(text: string | undefined, parts: readonly string[]): boolean {
	return text !== undefined && parts.every((part) => text.includes(part));
}
