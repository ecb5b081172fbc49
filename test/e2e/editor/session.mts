import { APP, inNewWorkflow } from './fixture.mts';
import type { EditorFixture } from './fixture.mts';

/** A session by its conference number: one item with its people and minutes. */
export async function checkSession(fixture: EditorFixture): Promise<void> {
	const { checks, editor, pictures, call } = fixture;
	await inNewWorkflow(fixture, 'Get Session', async () => {
		const panel = await editor.addNode(APP, 'Get a session');
		await panel.write('conferenceNumber', call.session.confNum);
		await panel.run();
		const [session, ...more] = await panel.readTable();
		checks.that('the output panel shows one item', session !== undefined && more.length === 0, `${more.length + 1}`);
		checks.that('… whose summary is a sentence', session?.summary === 'Design review 1: 3 people, 31 minutes', session?.summary);
		checks.that('… with everybody in it', call.users.every(({ name }) => session?.participants?.includes(name)), session?.participants);
		await panel.show('schema');
		await pictures.take(editor.page, 'session', await panel.area(editor.page.getByText('Options', { exact: true })));
	});
}
