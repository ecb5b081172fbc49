/** The webhook of a project, as its owner sets it up in the portal (enablex-api.md 13). */
import type { Context } from './context.mts';
import { ControlError } from './control-error.mts';
import type { Webhook, WebhookInput } from './notification-types.mts';
import { findSeedProject } from './projects.mts';

/** The documented forms, where there are any. */
const DEFAULTS: Omit<Webhook, 'url'> = {
	username: '',
	password: '',
	events: ['roomdrop', 'recording', 'transcoded', 'file-transfer'],
	time: 'seconds',
	files: 'documented',
	contentType: 'application/json',
	deliveries: 1,
	delaySeconds: 0,
	order: 'documented',
	destination: { name: 'awss3', host: 's3.sandbox.example', account: 'sandbox' },
	transferAfterSeconds: 30,
};

const CHOICES: Partial<Record<keyof Webhook, readonly string[]>> = {
	time: ['seconds', 'milliseconds', 'secondsText', 'millisecondsText'],
	files: ['documented', 'text', 'list', 'objects'],
	order: ['documented', 'reversed'],
};

/** Sets, replaces or removes the webhook of a project. @throws ControlError 400 for an invalid field, 404 for an unknown project */
export function setWebhook(ctx: Context, { appId, url, ...fields }: WebhookInput): Webhook | null {
	const project = findSeedProject(ctx, appId);
	project.webhook = url === null ? undefined : checkWebhook({ ...DEFAULTS, ...fields, url });
	return project.webhook ?? null;
}

function checkWebhook(webhook: Webhook): Webhook {
	if (typeof webhook.url !== 'string' || !/^https?:\/\//.test(webhook.url) || !URL.canParse(webhook.url)) throw new ControlError(400, `url is not a valid address: ${webhook.url}`);
	const unknown = Object.keys(webhook).find((key) => key !== 'url' && !Object.hasOwn(DEFAULTS, key));
	if (unknown !== undefined) throw new ControlError(400, `A webhook has no field "${unknown}". Known: url, ${Object.keys(DEFAULTS).join(', ')}.`);
	for (const [key, choices] of Object.entries(CHOICES)) {
		const value = webhook[key as keyof Webhook];
		if (!choices.includes(String(value))) throw new ControlError(400, `"${key}" must be one of ${choices.join(', ')}.`);
	}
	return webhook;
}
