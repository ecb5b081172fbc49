import { APP, inNewWorkflow } from './fixture.mts';
import type { EditorFixture } from './fixture.mts';

const NAME = 'My EnableX project';
const REFUSAL = 'The API rejected App ID and App Key. Copy both again from the EnableX portal';

/** A user creates a credential from within a node, first with a wrong key. */
export async function checkConnection(fixture: EditorFixture): Promise<void> {
	const { checks, editor, host, pictures } = fixture;
	await inNewWorkflow(fixture, 'A new credential', async () => {
		const panel = await editor.addNode(APP, 'Get many rooms');
		const form = await panel.createCredential();
		await form.rename(NAME);
		await form.fill({ ...host.account, appKey: 'NotTheKey' });
		await form.save();
		const refusal = await form.refusal();
		checks.that('a wrong key is refused in red, with a sentence that says what to do', refusal.includes(REFUSAL), refusal);
		checks.that('… which does not contain the key', !refusal.includes('NotTheKey'));

		await form.fill({ appKey: host.account.appKey });
		await form.save();
		await form.closed();
		checks.that('with the right key, the credential is saved and the node uses it', (await panel.credentialName()) === NAME, await panel.credentialName());

		const again = await panel.editCredential();
		const success = await again.success();
		checks.that('when reopened, it shows in green that the connection works', success === 'Connection tested successfully', success);
		await editor.closeMessages();
		await pictures.take(editor.page, 'credential', await again.area());
		await again.close();

		await panel.run();
		const rooms = await panel.readTable();
		checks.that('the node lists rooms with it', rooms.some(({ name }) => name === fixture.call.room));
	});
}
