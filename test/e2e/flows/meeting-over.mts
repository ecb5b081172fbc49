import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { publishWorkflow } from '../../lib/n8n/publication.mts';
import type { StoredWorkflow } from '../../lib/n8n/rest.mts';
import type { SessionResult } from '../../sandbox/index.mts';
import { hubspot, HUBSPOT, notesIn } from '../services/hubspot.mts';
import { checkRunSucceeded, firstRun, importExample } from './fixture.mts';
import type { FlowFixture } from './fixture.mts';
import { MET_DEALS, runEndedSession } from './met-deals.mts';
import { addProject } from './project.mts';

/** The published flow, and the sessions that it has to find. */
export interface MeetingOver {
	readonly workflow: StoredWorkflow;
	readonly recorded: SessionResult;
	readonly transcoding: SessionResult;
}

/** One poll finds the rooms empty, the next one delivers the sessions. n8n polls every minute, at a second it chooses. */
const DELIVERED_WITHIN_MS = 150_000;

/** Publishes 09, and runs two meetings of deals, one of a deal that is gone, and one of nobody's. */
export async function startMeetingOver(fixture: FlowFixture): Promise<MeetingOver> {
	fixture.proxy.reply(HUBSPOT, hubspot(MET_DEALS, []));
	const { createRoom, fixture: own } = await addProject(fixture, '9'.repeat(24));
	const workflow = await importExample(own, '09-meeting-over-to-crm');
	await publishWorkflow(own.host.rest, workflow.id);
	const run = async (name: string, ownerRef: string, input: object) =>
		await runEndedSession(own, { roomId: await createRoom(name, ownerRef), users: [{ name: 'Ann' }], ...input });
	await run('Stand-up', 'team-1', {});
	await run('Gone', 'deal-999', {});
	const recorded = await run('Müller & Söhne – kick-off', 'deal-201', {
		users: [{ name: 'Ann', role: 'moderator' }, { name: 'Erika <sales>', joinAfterSeconds: 600, seconds: 420, quality: 'Bad' }],
		recording: true,
	});
	const transcoding = await run('Acme renewal', 'deal-202', { recording: true, transcodedAfterSeconds: null });
	return { workflow, recorded, transcoding };
}

/** 09: each meeting of a deal is one note on that deal; the others add none, and stop nothing. */
export async function checkMeetingOver(fixture: FlowFixture, { workflow, recorded, transcoding }: MeetingOver): Promise<void> {
	const { checks, host, proxy } = fixture;
	await checks.section('09-meeting-over-to-crm: EnableX Video Trigger (Session Ended), Filter, Edit Fields, HubSpot, HTTP Request', async () => {
		checkRunSucceeded(fixture, await firstRun(fixture, workflow, DELIVERED_WITHIN_MS));
		const notes = notesIn(proxy.received(HUBSPOT));
		const [first, ...more] = notes.filter(({ dealId }) => dealId === 201);
		checks.that('the deal of the meeting gets one note', first !== undefined && more.length === 0, `${more.length + 1}`);
		const video = (await requireSandbox(host).control.files()).find(({ path }) => path.includes(recorded.confNum) && path.endsWith('session.mov'));
		const lines = [
			'Müller &amp; Söhne – kick-off: 2 people, 20 minutes', 'Ann: 20 min', 'Erika &lt;sales>: 7 min',
			'Worst call quality: Bad', `Recording: ${video?.url}`, `Conference: ${recorded.confNum}`,
		];
		checks.that('… with who was there, for how long, the quality and the recording', first?.html === lines.join('<br>'), first?.html.replaceAll('<br>', ' / '));
		checks.that('… at the time when it ended', Date.parse(first?.time) === Date.parse(String(recorded.endAt)), first?.time);
		const [second, ...others] = notes.filter(({ dealId }) => dealId === 202);
		checks.that('the other deal gets one note too', second?.html.includes(transcoding.confNum) && others.length === 0);
		checks.that('… which says that its recording is not ready', second?.html.includes('Recording: Not ready yet') === true, second?.html.replaceAll('<br>', ' / '));
		checks.that('meetings without a deal, or with one that is gone, add no note', notes.every(({ dealId }) => MET_DEALS.some(({ id }) => id === dealId)));
	});
}
