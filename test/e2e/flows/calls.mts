import { DateTime } from 'luxon';
import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { publishWorkflow } from '../../lib/n8n/publication.mts';
import type { StoredWorkflow } from '../../lib/n8n/rest.mts';
import type { SessionResult } from '../../sandbox/index.mts';
import { ACCOUNTS } from '../accounts.mts';
import { jsonOf } from '../intercepting-proxy.mts';
import { checkRunSucceeded, firstRun, importExample } from './fixture.mts';
import type { FlowFixture } from './fixture.mts';
import { runEndedSession } from './met-deals.mts';
import { addProject } from './project.mts';
import { ZONE } from './zone.mts';
import { Bucket } from '../services/s3.mts';
import { slack, SLACK } from '../services/slack.mts';
import type { SlackMessage } from '../services/slack.mts';

/** The two flows that wait for the next poll, and the call they wait for. */
export interface CallFlows {
	readonly alert: StoredWorkflow;
	readonly upload: StoredWorkflow;
	readonly bucket: Bucket;
	readonly session: SessionResult;
}

/** More than one part of a multipart upload (n8n uses 5 MB), and not a multiple of it. */
const VIDEO_BYTES = 11_000_001;
const SESSION_SECONDS = 900;
const BAD_SECONDS = 840;
/** n8n polls every minute, at a second it chooses. */
const POLLED_WITHIN_MS = 90_000;

/** Publishes the trigger flows, and runs a call for their next poll. A bad call before that must not be reported. */
export async function startCallFlows(fixture: FlowFixture): Promise<CallFlows> {
	const { proxy } = fixture;
	const bucket = new Bucket(ACCOUNTS.aws.region, ACCOUNTS.aws.accessKeyId);
	proxy.reply(SLACK, slack(ACCOUNTS.slack.token));
	proxy.reply(`my-recordings.s3.${ACCOUNTS.aws.region}.amazonaws.com`, bucket.service);
	const { createRoom, fixture: own } = await addProject(fixture, '2'.repeat(24));
	const roomId = await createRoom('Board meeting 1', 'board');
	await runEndedSession(own, { roomId, users: [{ name: 'Dora', quality: 'Bad' }], recording: true, transcodedAfterSeconds: 0 });
	const alert = await importExample(own, '02-bad-call-alert');
	const upload = await importExample(own, '03-recording-to-s3');
	await publishWorkflow(own.host.rest, alert.id);
	await publishWorkflow(own.host.rest, upload.id);
	const session = await requireSandbox(own.host).control.runSession({
		roomId,
		users: [
			{ name: 'Ann', role: 'moderator', seconds: SESSION_SECONDS, quality: 'Good' },
			{ name: 'Bob', role: 'participant', seconds: BAD_SECONDS, quality: 'Bad' },
			{ name: 'Cleo', role: 'participant', seconds: 12, quality: 'Good' },
		],
		recording: true,
		transcodedAfterSeconds: 0,
		chat: true,
		fileBytes: VIDEO_BYTES,
	});
	return { alert, upload, bucket, session };
}

/** 02: one Slack message for the bad connection, one for the short one, none for the good one. */
export async function checkBadCallAlert(fixture: FlowFixture, { alert, session }: CallFlows): Promise<void> {
	const { checks, proxy } = fixture;
	await checks.section('02-bad-call-alert: EnableX Video Trigger (New CDR), Filter, Slack', async () => {
		checkRunSucceeded(fixture, await firstRun(fixture, alert, POLLED_WITHIN_MS));
		const messages = proxy.received(SLACK).map((request) => jsonOf<SlackMessage>(request));
		const [bad, short] = ['Bob', 'Cleo'].map((name) => messages.find(({ text }) => text.includes(name))?.text);
		checks.that('Slack receives two messages, none about calls before the workflow was published', messages.length === 2, `${messages.length}`);
		checks.that('… in the channel of the example', messages.every(({ channel }) => channel === '#video-support'));
		checks.that('… the bad call with room, user and duration', holdsAll(bad, ['Bad call', 'Board meeting 1', 'Bob (participant)', '840 seconds', `until ${timeInZone(session, BAD_SECONDS).toFormat('HH:mm')}`, session.confNum]), bad?.split('\n').join(' / '));
		checks.that('… the short call too', holdsAll(short, ['Very short call', 'Board meeting 1', 'Cleo (participant)', '12 seconds']), short?.split('\n').join(' / '));
	});
}

/** 03: the bucket contains an exact copy of the session's video, and nothing else. */
export async function checkRecordingUpload(fixture: FlowFixture, { upload, bucket, session }: CallFlows): Promise<void> {
	const { checks, host } = fixture;
	await checks.section('03-recording-to-s3: EnableX Video Trigger (Recording Ready), archive, Download, AWS S3', async () => {
		checkRunSucceeded(fixture, await firstRun(fixture, upload, POLLED_WITHIN_MS));
		const files = await requireSandbox(host).control.files({ sha256: true });
		const video = files.find(({ path }) => path.includes(session.confNum) && path.endsWith('session.mov'));
		const [stored] = bucket.objects;
		checks.that('S3 receives one object', bucket.objects.length === 1, `${bucket.objects.length}`);
		const key = `recordings/${timeInZone(session, SESSION_SECONDS).toFormat('yyyy/MM/dd')}/${session.confNum}/session.mov`;
		checks.that('… under its date and conference number', stored?.key === key, stored?.key);
		checks.that('… in parts, as a video', stored?.parts === 3 && stored.contentType === 'video/quicktime', `${stored?.parts} parts, ${stored?.contentType}`);
		checks.that('… with the SHA-256 of the recording', stored?.bytes === VIDEO_BYTES && stored.sha256 === video?.sha256, `${stored?.bytes} bytes, ${stored?.sha256}`);
	});
}

/** A time of the session in n8n's time zone, given in seconds from its start. */
function timeInZone({ startAt }: SessionResult, seconds: number): DateTime {
	return DateTime.fromISO(startAt).plus({ seconds }).setZone(ZONE);
}

function holdsAll(text: string | undefined, parts: readonly string[]): boolean {
	return text !== undefined && parts.every((part) => text.includes(part));
}
