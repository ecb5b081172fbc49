import { generateKeyPairSync } from 'node:crypto';
import type { CredentialDraft, N8nRest, StoredCredential } from '../lib/n8n/rest.mts';

/** Logins for services that do not exist. */
export const ACCOUNTS = {
	hubspot: { appId: '4711', clientSecret: 'hubspot-client-secret', serviceKey: 'pat-eu1-not-a-secret' },
	google: { email: 'flows@project.iam.gserviceaccount.example' },
	slack: { token: 'xoxb-not-a-secret' },
	openAi: { key: 'sk-not-a-secret' },
	aws: { accessKeyId: 'AKIANOTASECRET', region: 'eu-central-1' },
	smtp: { user: 'mailer', password: 'not-a-secret' },
	app: { header: 'x-app-secret', value: 'not-a-secret-either' },
} as const;

/**
 * Creates one credential of each type that the examples use, and returns them by type.
 * @param smtpPort the port of the local mailbox
 */
export async function createAccounts(rest: N8nRest, smtpPort: number): Promise<Map<string, StoredCredential>> {
	const stored = await Promise.all(drafts(smtpPort).map(async (draft) => await rest.createCredential(draft)));
	return new Map(stored.map((credential) => [credential.type, credential]));
}

function drafts(smtpPort: number): CredentialDraft[] {
	const { hubspot, google, slack, openAi, aws, smtp, app } = ACCOUNTS;
	return [
		draft('hubspotDeveloperApi', { clientId: 'hubspot-client', clientSecret: hubspot.clientSecret, apiKey: 'hubspot-developer-key', appId: hubspot.appId }),
		draft('hubspotAppToken', { appToken: hubspot.serviceKey }),
		draft('googleApi', { email: google.email, privateKey: makePrivateKey() }),
		draft('slackApi', { accessToken: slack.token }),
		draft('openAiApi', { apiKey: openAi.key, url: 'https://api.openai.com/v1', header: false }),
		draft('aws', { region: aws.region, accessKeyId: aws.accessKeyId, secretAccessKey: 'not-a-secret', temporaryCredentials: false, customEndpoints: false }),
		draft('smtp', { ...smtp, host: '127.0.0.1', port: smtpPort, secure: false, disableStartTls: true }),
		draft('httpHeaderAuth', { name: app.header, value: app.value }),
	];
}

function draft(type: string, data: CredentialDraft['data']): CredentialDraft {
	return { name: `${type} of the flows`, type, data };
}

/** A key as a service account has one, made anew for each run. */
function makePrivateKey(): string {
	return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
