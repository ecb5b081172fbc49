import { APP, inNewWorkflow } from './editor-scene.mts';
import type { EditorScene } from './editor-scene.mts';

const NAME = 'My EnableX project';
const REFUSAL = 'The API refused App ID and App Key. Copy both again from the EnableX portal';

/** A person makes a credential from within a node, with a wrong key first. */
export async function checkConnection(scene: EditorScene): Promise<void> {
	const { checks, editor, host, pictures } = scene;
	await inNewWorkflow(scene, 'A new credential', async () => {
		const panel = await editor.addNode(APP, 'Get many rooms');
		const form = await panel.createCredential();
		await form.rename(NAME);
		await form.fill({ ...host.account, appKey: 'NotTheKey' });
		await form.save();
		const refusal = await form.refusal();
		checks.that('a wrong key is refused in red, with a sentence that says what to do', refusal.includes(REFUSAL), refusal);
		checks.that('… which does not repeat the key', !refusal.includes('NotTheKey'));

		await form.fill({ appKey: host.account.appKey });
		await form.save();
		await form.closed();
		checks.that('with the right key it is saved, and the node uses it', (await panel.credentialName()) === NAME, await panel.credentialName());

		const again = await panel.editCredential();
		const success = await again.success();
		checks.that('opened again, it shows in green that the connection works', success === 'Connection tested successfully', success);
		await editor.closeMessages();
		await pictures.take(editor.page, 'credential', await again.area());
		await again.close();

		await panel.run();
		const rooms = await panel.readTable();
		checks.that('the node lists the rooms with it', rooms.some(({ name }) => name === scene.call.room));
	});
}
