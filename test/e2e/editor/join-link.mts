import { APP, inNewWorkflow } from './fixture.mts';
import type { EditorFixture } from './fixture.mts';

const GUEST = { name: 'Zoë & Søren', reference: 'contact 815/7' };
const HOSTED_PAGE = 'https://meet.sandbox.example/**';
/** Shows what a hosted page reads from its address (enablex-api.md 14). */
const STAND_IN = `<title>Join</title><dl style="font: 20px sans-serif"></dl><script>
	const query = new URLSearchParams(location.search);
	const shown = { room: location.pathname.slice(1), name: query.get('name'), user_ref: query.get('user_ref') };
	document.querySelector('dl').innerText = Object.entries(shown).map(([key, value]) => key + ': ' + value).join('\\n');
</script>`;

/** A personal link is made, and opens with the name and the reference of its guest. */
export async function checkJoinLink(fixture: EditorFixture): Promise<void> {
	const { checks, editor, call, pictures } = fixture;
	await inNewWorkflow(fixture, 'Create Join Link', async () => {
		const panel = await editor.addNode(APP, 'Create a join link');
		const room = panel.room();
		await room.open();
		await room.pick(call.room);
		await panel.write('name', GUEST.name);
		await panel.write('userRef', GUEST.reference);
		await panel.run();
		const [link] = await panel.readTable();
		checks.that('the link of the picked room is in the output', link?.join_url?.startsWith(`https://meet.sandbox.example/${call.session.roomId}?`) === true, link?.join_url);
		await panel.show('schema');
		await pictures.take(editor.page, 'join-link', await panel.area(panel.parameter('userRef')));

		const page = await editor.page.context().newPage();
		await page.route(HOSTED_PAGE, async (route) => await route.fulfill({ contentType: 'text/html; charset=utf-8', body: STAND_IN }));
		await page.goto(link?.join_url ?? '');
		const shown = await page.locator('dl').innerText();
		checks.that('it opens with the room, the name and the reference', shown === `room: ${call.session.roomId}\nname: ${GUEST.name}\nuser_ref: ${GUEST.reference}`, shown);
		await page.close();
	});
}
