import { APP, inNewWorkflow } from './editor-scene.mts';
import type { EditorScene } from './editor-scene.mts';
import { callSummary, expectedSummary } from './editor-records.mts';

const CDR_FILTERS = ['callQuality', 'minDuration', 'roles'];
const HIDDEN_WITHIN_MS = 4_000;

/** The test step of the trigger, its Room filter, and what the other event hides. */
export async function checkTrigger(scene: EditorScene): Promise<void> {
	const { checks, editor, call, pictures } = scene;
	await inNewWorkflow(scene, 'The trigger', async () => {
		const panel = await editor.addNode(APP, 'On new CDR');
		const ready = await panel.isReady();
		checks.that('it can be tested as it comes, without filling in anything', ready);
		if (!ready) return;
		await panel.run();
		const newest = await panel.readTable();
		const times = newest.map((row) => row.disconnected_at);
		checks.that('Fetch Test Event shows the CDRs of the last calls, oldest first', newest.length > 3 && times.join() === [...times].sort().join(), times.join(', '));
		const ofCall = newest.filter((row) => row.conf_num === call.session.confNum);
		checks.that('… with all of the call that has just ended', callSummary(ofCall) === expectedSummary(scene), callSummary(ofCall));

		await panel.addField('Add Filter', 'Room');
		const room = panel.room();
		const rooms = await room.open();
		await room.search('design', rooms.filter((name) => name !== call.room));
		await room.pick(call.room);
		await panel.run();
		const ofRoom = await panel.readTable();
		checks.that('the filter Room has the same searchable list, and leaves the CDRs of that room', callSummary(ofRoom) === expectedSummary(scene), callSummary(ofRoom));
		await panel.show('json');
		await pictures.take(editor.page, 'trigger', await panel.area(editor.part('collection-parameter-add').last()));
	});

	await inNewWorkflow(scene, 'The trigger for recordings', async () => {
		const panel = await editor.addNode(APP, 'On new CDR');
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
