/**
 * n8n's editor with this package, driven in a headless browser the way a user would: finding the
 * nodes, creating a credential, picking a room, running nodes, fetching test events, downloading a
 * recording. Prints one line per check. `--pictures` updates the README's pictures.
 */
import { runHeadless } from '../../lib/n8n/headless.mts';
import { OWNER } from '../../lib/n8n/owner.mts';
import { inBrowser } from './browser.mts';
import { checkConnection } from './connection.mts';
import { checkJoinLink } from './join-link.mts';
import { EditorPage } from './page.mts';
import { checkPicker } from './picker.mts';
import { Pictures } from './node-pictures.mts';
import { checkCdrs, checkDownload } from './records.mts';
import { checkCreateRoom, checkRoomList } from './rooms.mts';
import { runRecordedCall } from './fixture.mts';
import { checkSession } from './session.mts';
import { checkTrigger } from './trigger.mts';
import { checkWebhookTrigger } from './webhook.mts';

/** Removes `--pictures` from the command line. The pictures show the sandbox at the address the README names. */
function wantsPictures(): boolean {
	const place = process.argv.indexOf('--pictures');
	if (place === -1) return false;
	process.argv.splice(place, 1, '--sandbox-port', '5480', '--files-port', '5481');
	return true;
}

const pictures = await Pictures.open(wantsPictures());

await runHeadless('editor', async (checks, host) => {
	const call = await runRecordedCall(host);
	await inBrowser(async (page) => {
		const editor = new EditorPage(page, host.n8n.url);
		await editor.signIn(OWNER);
		const fixture = { checks, host, editor, pictures, call };
		await checkPicker(fixture);
		await checkRoomList(fixture);
		await checkCreateRoom(fixture);
		await checkJoinLink(fixture);
		await checkSession(fixture);
		await checkCdrs(fixture);
		await checkTrigger(fixture);
		await checkWebhookTrigger(fixture);
		await checkDownload(fixture);
		// Last, because new nodes use the credential it creates from now on.
		await checkConnection(fixture);
	});
	checks.note(`The pictures are in ${pictures.folder}`);
});
