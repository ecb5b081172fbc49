import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { NOTIFICATIONS, post } from '../../lib/notifications.mts';
import { SANDBOX_LOGIN } from '../../lib/n8n/webhook-workflow.mts';
import { basicAuth } from '../../lib/basic-auth.mts';
import { inNewWorkflow } from './fixture.mts';
import type { EditorFixture } from './fixture.mts';
import { NodePanel } from './node.mts';

/** The name of the webhook trigger in the node picker. n8n leaves out the word Trigger. */
export const WEBHOOK_APP = 'EnableX Video Webhook';
const LISTENS_WITHIN_MS = 10_000;

/** A user adds the webhook trigger, listens for a test event, and posts a notification to the Test URL. */
export async function checkWebhookTrigger(fixture: EditorFixture): Promise<void> {
	const { checks, editor, host, call, pictures } = fixture;
	await inNewWorkflow(fixture, 'The webhook trigger', async () => {
		await editor.searchNodes('session ended');
		await editor.pickerEntry(WEBHOOK_APP).click();
		await editor.part('node-creator').getByText('On session ended', { exact: false }).click();
		await editor.part('ndv').waitFor();
		const panel = new NodePanel(editor);
		const text = await editor.part('ndv').innerText();
		for (const words of ['Production URL', 'Setup Webhook', 'HTTP Authentication', 'anybody who knows the URL']) checks.that(`the node shows "${words}"`, text.includes(words));
		await editor.part('ndv').getByText('Webhook URLs', { exact: true }).click();
		const url = await readTestUrl(editor.part('ndv'));
		checks.that('it shows the Test URL', url.startsWith(host.n8n.url), url);

		await panel.runButton.click();
		const body = { ...NOTIFICATIONS.roomdrop, app_id: host.account.appId, room_id: call.session.roomId, conf_num: call.session.confNum };
		const refused = await postWhileListening(url, body, undefined);
		checks.that('a request without the login is refused while n8n listens', refused === 401, String(refused));
		const accepted = await postWhileListening(url, body, basicAuth(SANDBOX_LOGIN.username, SANDBOX_LOGIN.password));
		checks.that('one with it is answered 200', accepted === 200, String(accepted));
		const [item] = await panel.readTable();
		checks.that('… and appears in the output', item?.event === 'roomdrop' && item.conf_num === call.session.confNum, JSON.stringify(item));
		await panel.show('json');
		await pictures.take(editor.page, 'webhook-trigger', await panel.area(panel.parameter('simplify')));
	});
}

/** The address of the test webhook, as the panel shows it. */
async function readTestUrl(panel: Locator): Promise<string> {
	const text = await panel.getByText(/\/webhook-test\//).first().innerText();
	return /https?:\/\/\S+\/webhook-test\/\S+/.exec(text)?.[0] ?? text;
}

/** Posts as soon as n8n listens: before, it answers 404. */
async function postWhileListening(url: string, body: object, authorization: string | undefined): Promise<number> {
	for (const limit = Date.now() + LISTENS_WITHIN_MS; ; await sleep(200)) {
		const { status } = await post(url, body, { authorization });
		if (status !== 404 || Date.now() > limit) return status;
	}
}
