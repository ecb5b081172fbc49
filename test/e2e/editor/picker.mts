import type { WorkflowDraft } from '../../lib/n8n/rest.mts';
import { PACKAGE_NAME } from '../../lib/n8n/paths.mts';
import { CREDENTIAL_NAME, CREDENTIAL_TYPE, withCredential } from '../../lib/n8n/provision.mts';
import { chainWorkflow, enableXNode } from '../../lib/n8n/workflow-nodes.mts';
import { WINDOW } from './browser.mts';
import { APP, inNewWorkflow } from './fixture.mts';
import type { EditorFixture } from './fixture.mts';

const WORDS = ['video', 'meeting', 'CDR', 'meeting ended', 'who attended'];
const TRIGGERS = ['On session ended', "On new call detail record (one per person's connection)", 'On recording ready'];
const ACTIONS = ['Create a room', 'Create a token', 'Download a recording', 'Get many call detail records', 'Get many recordings and files', 'Get participants in a room'];

/** The node and the trigger are found by the words a user would try; n8n shows them as one app. */
export async function checkPicker(fixture: EditorFixture): Promise<void> {
	const { checks, editor } = fixture;
	await inNewWorkflow(fixture, 'The node picker', async () => {
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
	await takeNodesPicture(fixture);
}

/** Takes a picture of both nodes on the canvas, next to what the app offers. */
async function takeNodesPicture({ editor, host, pictures }: EditorFixture): Promise<void> {
	const { id } = await host.rest.createWorkflow(withCredential(recordingsWorkflow(), host.credential));
	await editor.page.setViewportSize({ width: 1280, height: 800 });
	await editor.openWorkflow(id);
	await editor.scrollCanvas(210);
	await editor.openApp(APP);
	await editor.pickerEntry('On recording ready').scrollIntoViewIfNeeded();
	await pictures.take(editor.page, 'nodes');
	await editor.page.setViewportSize(WINDOW);
}

/** A workflow that downloads the recording of each session when it is ready. */
function recordingsWorkflow(): WorkflowDraft {
	const trigger = {
		name: 'New Recording',
		type: `${PACKAGE_NAME}.enableXVideoTrigger`,
		parameters: { event: 'recording' },
		credentials: { [CREDENTIAL_TYPE]: { id: '', name: CREDENTIAL_NAME } },
	};
	const download = enableXNode('Download Recording', 'archive', 'download', { fileUrl: '={{ $json.transcoded_urls[0] }}' });
	return chainWorkflow('Keep the recordings', 'node', [trigger, download]);
}
