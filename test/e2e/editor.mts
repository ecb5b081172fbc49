/**
 * n8n's editor with this package, driven in a headless browser as a person would: finding the
 * nodes, making a credential, picking a room, running nodes, fetching test events, downloading a
 * recording. Prints a line per check. With `--pictures` it renews the README's pictures.
 */
import { runHeadless } from '../host/headless.mts';
import { OWNER } from '../host/owner.mts';
import { inBrowser } from './editor-browser.mts';
import { checkConnection } from './editor-connection.mts';
import { EditorPage } from './editor-page.mts';
import { checkPicker } from './editor-picker.mts';
import { Pictures } from './editor-pictures.mts';
import { checkCdrs, checkDownload } from './editor-records.mts';
import { checkCreateRoom, checkRoomList } from './editor-rooms.mts';
import { holdCall } from './editor-scene.mts';
import { checkTrigger } from './editor-trigger.mts';

/** Takes `--pictures` off the command line. The pictures show the sandbox where the README says it is. */
function wantsPictures(): boolean {
	const place = process.argv.indexOf('--pictures');
	if (place === -1) return false;
	process.argv.splice(place, 1, '--sandbox-port', '5480', '--files-port', '5481');
	return true;
}

const pictures = await Pictures.open(wantsPictures());

await runHeadless('editor', async (checks, host) => {
	const call = await holdCall(host);
	await inBrowser(async (page) => {
		const editor = new EditorPage(page, host.n8n.url);
		await editor.signIn(OWNER);
		const scene = { checks, host, editor, pictures, call };
		await checkPicker(scene);
		await checkRoomList(scene);
		await checkCreateRoom(scene);
		await checkCdrs(scene);
		await checkTrigger(scene);
		await checkDownload(scene);
		// The last one: from now on, new nodes take the credential that it leaves.
		await checkConnection(scene);
	});
	checks.note(`The pictures are in ${pictures.folder}`);
});
