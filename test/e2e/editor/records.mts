import { operationOf } from '../../lib/operations/index.mts';
import { APP, inNewWorkflow } from './fixture.mts';
import type { EditorFixture } from './fixture.mts';

/** The columns of a simplified CDR, in order. */
export const CDR_COLUMNS = operationOf('cdr.getAll').output ?? [];

/** The CDRs of a call, summarized from n8n's table: who, how long, how well. */
export function callSummary(rows: ReadonlyArray<Record<string, string>>): string {
	return rows.map((row) => [row.user_name, row.role, row.duration_seconds, row.call_quality].join(' ')).sort().join(', ');
}

/** The same summary of the call that ran in the sandbox. */
export function expectedSummary({ call }: EditorFixture): string {
	return call.users.map(({ name, role = 'participant', seconds, quality }) => [name, role, seconds, quality].join(' ')).sort().join(', ');
}

/** The CDRs of a call, found by its room. */
export async function checkCdrs(fixture: EditorFixture): Promise<void> {
	const { checks, editor, pictures, call } = fixture;
	await inNewWorkflow(fixture, 'Get Many CDRs', async () => {
		const panel = await editor.addNode(APP, 'Get many call detail records');
		await panel.choose('findBy', 'Room');
		const room = panel.room();
		await room.open();
		await room.pick(call.room);
		await panel.run();
		const rows = await panel.readTable();
		checks.that('the output panel shows one row for each user of the call', callSummary(rows) === expectedSummary(fixture), callSummary(rows));
		const columns = Object.keys(rows[0] ?? {}).filter(Boolean);
		checks.that('its columns are those of a simplified CDR', columns.join() === CDR_COLUMNS.join(), columns.join(', '));
		await panel.show('schema');
		await pictures.take(editor.page, 'cdrs', await panel.area(panel.parameter('simplify')));
	});
}

/** A recording is found by its session, downloaded, and can be viewed. */
export async function checkDownload(fixture: EditorFixture): Promise<void> {
	const { checks, editor, pictures, call } = fixture;
	await inNewWorkflow(fixture, 'Download', async () => {
		const panel = await editor.addNode(APP, 'Get many recordings and files');
		await panel.choose('findBy', 'Conference Number');
		await panel.write('conferenceNumber', call.session.confNum);
		await panel.choose('output', 'One Item per File');
		await panel.run();
		const files = await panel.readTable();
		const recording = files.find(({ type }) => type === 'transcoded');
		checks.that('Get Many archives lists the transcoded file', recording !== undefined);

		await panel.choose('operation', 'Download');
		await panel.write('fileUrl', recording?.url ?? '');
		await panel.run();
		await panel.show('binary');
		const file = (await panel.output.getByTestId('ndv-binary-data_0').innerText()).replace(/\s+/g, ' ');
		checks.that('its name is shown', file.includes(`File Name: ${recording?.file_name}`), file);
		checks.that('… its type', file.includes('Mime Type: video/mp4'));
		checks.that('… and its size', file.includes(`File Size: ${call.fileBytes / 1e6} MB`));
		const lastHint = editor.page.getByText('The name of the output binary field');
		await pictures.take(editor.page, 'download', await panel.area(lastHint));
		for (const action of ['view', 'download']) {
			const button = panel.output.getByTestId(`ndv-${action}-binary-data`);
			checks.that(`there is a button to ${action} it`, await button.isEnabled());
		}
		const [arrival] = await Promise.all([editor.page.waitForEvent('download'), panel.output.getByTestId('ndv-download-binary-data').click()]);
		checks.that('the browser downloads it under its name', arrival.suggestedFilename() === recording?.file_name, arrival.suggestedFilename());
	});
}
