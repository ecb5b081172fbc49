import { APP, inNewWorkflow } from './fixture.mts';
import type { EditorFixture } from './fixture.mts';
import { callSummary, expectedSummary } from './records.mts';

const CDR_FILTERS = ['callQuality', 'minDuration', 'roles'];
const HIDDEN_WITHIN_MS = 4_000;

/** The test step of the trigger, its Room filter, and the filters that the other event hides. */
export async function checkTrigger(fixture: EditorFixture): Promise<void> {
	const { checks, editor, call, pictures } = fixture;
	await inNewWorkflow(fixture, 'The trigger', async () => {
		const panel = await editor.addNode(APP, "On new call detail record (one per person's connection)");
		const ready = await panel.isReady();
		checks.that('it can be tested without filling in anything', ready);
		if (!ready) return;
		await panel.run();
		const newest = await panel.readTable();
		const times = newest.map((row) => row.disconnected_at);
		checks.that('Fetch Test Event shows the CDRs of the last calls, oldest first', newest.length > 3 && times.join() === [...times].sort().join(), times.join(', '));
		const ofCall = newest.filter((row) => row.conf_num === call.session.confNum);
		checks.that('… including all CDRs of the call that has just ended', callSummary(ofCall) === expectedSummary(fixture), callSummary(ofCall));

		await panel.addField('Add Filter', 'Room');
		const room = panel.room();
		const rooms = await room.open();
		await room.search('design', rooms.filter((name) => name !== call.room));
		await room.pick(call.room);
		await panel.run();
		const ofRoom = await panel.readTable();
		checks.that('the Room filter has the same searchable list, and keeps only the CDRs of that room', callSummary(ofRoom) === expectedSummary(fixture), callSummary(ofRoom));
		await panel.show('json');
		await pictures.take(editor.page, 'trigger', await panel.area(editor.part('collection-parameter-add').last()));
	});

	await inNewWorkflow(fixture, 'The trigger for recordings', async () => {
		const panel = await editor.addNode(APP, "On new call detail record (one per person's connection)");
		for (const filter of ['Call Quality', 'Minimum Duration (Seconds)', 'Roles', 'Room']) await panel.addField('Add Filter', filter);
		const forCdr = await panel.parameterNames();
		checks.that('New CDR has filters for quality, duration and roles', CDR_FILTERS.every((name) => forCdr.includes(name)), forCdr.join(', '));

		await panel.choose('event', 'Recording Ready');
		await panel.parameter('roles').waitFor({ state: 'detached', timeout: HIDDEN_WITHIN_MS }).catch(() => undefined);
		const forRecording = await panel.parameterNames();
		checks.that('Recording Ready hides them', !CDR_FILTERS.some((name) => forRecording.includes(name)), forRecording.join(', '));
		checks.that('… and keeps Room', forRecording.includes('roomId'));

		await panel.room().open();
		await panel.room().pick(call.room);
		await panel.run();
		const [archive] = await panel.readTable();
		checks.that('Fetch Test Event shows the archive of the call', archive?.archive_id === call.session.archiveId);
	});
}
