import type { WorkflowDraft } from '../host/n8n-rest.mts';
import { PACKAGE_NAME } from '../host/paths.mts';
import { CREDENTIAL_NAME, CREDENTIAL_TYPE, withCredential } from '../host/provision.mts';
import { WINDOW } from './editor-browser.mts';
import { APP, inNewWorkflow } from './editor-scene.mts';
import type { EditorScene } from './editor-scene.mts';

const WORDS = ['video', 'meeting', 'CDR'];
const TRIGGERS = ['On new CDR', 'On recording ready'];
const ACTIONS = ['Create a room', 'Create a token', 'Download a recording', 'Get many call detail records'];

/** The node and the trigger are found by the words that a person would try; n8n shows them as one app. */
export async function checkPicker(scene: EditorScene): Promise<void> {
	const { checks, editor } = scene;
	await inNewWorkflow(scene, 'The node picker', async () => {
		for (const word of WORDS) {
			await editor.searchNodes(word);
			const found = await editor.pickerEntry(APP).waitFor().then(() => true, () => false);
			checks.that(`"${word}" finds ${APP}`, found);
		}
		await editor.openApp(APP);
		await editor.pickerEntry(ACTIONS[0]).waitFor();
		for (const words of [...TRIGGERS, ...ACTIONS]) {
			checks.that(`it offers "${words}"`, (await editor.pickerEntry(words).count()) === 1);
		}
	});
	await pictureNodes(scene);
}

/** Both nodes on the canvas, and what the app offers beside them. */
async function pictureNodes({ editor, host, pictures }: EditorScene): Promise<void> {
	const { id } = await host.rest.createWorkflow(withCredential(recordingsWorkflow(), host.credential));
	await editor.page.setViewportSize({ width: 1280, height: 800 });
	await editor.openWorkflow(id);
	await editor.scrollCanvas(210);
	await editor.openApp(APP);
	await editor.pickerEntry('On recording ready').scrollIntoViewIfNeeded();
	await pictures.take(editor.page, 'nodes');
	await editor.page.setViewportSize(WINDOW);
}

/** Fetches the recording of each session when it is ready. */
function recordingsWorkflow(): WorkflowDraft {
	const trigger = { name: 'New Recording', type: `${PACKAGE_NAME}.enableXVideoTrigger`, parameters: { event: 'recording' } };
	const download = {
		name: 'Download Recording',
		type: `${PACKAGE_NAME}.enableXVideo`,
		parameters: { resource: 'archive', operation: 'download', fileUrl: '={{ $json.transcoded_urls[0] }}' },
	};
	const nodes = [trigger, download].map((node, index) => ({
		...node,
		id: `node-${index}`,
		typeVersion: 1,
		position: [index * 220, 0],
		credentials: { [CREDENTIAL_TYPE]: { id: '', name: CREDENTIAL_NAME } },
	}));
	const connections = { [trigger.name]: { main: [[{ node: download.name, type: 'main', index: 0 }]] } };
	return { name: 'Keep the recordings', nodes, connections, settings: { executionOrder: 'v1' } };
}
