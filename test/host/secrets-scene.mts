import { closeListeners, openListener } from '../engine/listener.mts';
import type { Listener } from '../engine/listener.mts';
import { echoing, ECHOES } from '../secrets/echoes.mts';
import { giveFile } from '../secrets/file-host.mts';
import { APP, RECORDINGS } from '../secrets/logins.mts';
import type { RunningHost } from './host.mts';
import { needSandbox } from './host-sandbox.mts';
import type { CredentialDraft, StoredCredential } from './n8n-rest.mts';
import { credentialDraft } from './provision.mts';

/** A real n8n with canary logins, and the hosts that it gives them to. */
export interface SecretsScene {
	readonly host: RunningHost;
	/** For the sandbox, where everything works. */
	readonly good: StoredCredential;
	/** For a host that fails, and repeats the login while it does. */
	readonly echoed: StoredCredential;
	/** The same as n8n's editor sends it when it tests it. */
	readonly echoedDraft: CredentialDraft;
	/** A recording host that knows its login. */
	readonly files: Listener;
	/** The host that fails. */
	readonly echo: Listener;
	/** Chooses how that host fails from now on, by a name from `ECHOES`. */
	failBy(name: string): void;
	/** A room of the canary account, with a recorded session. */
	readonly roomId: string;
	close(): Promise<void>;
}

/** Makes the canary account, the two hosts beside the sandbox, and the two credentials in n8n. */
export async function openScene(host: RunningHost): Promise<SecretsScene> {
	const { baseUrl, control } = needSandbox(host);
	let [failing] = Object.values(ECHOES);
	const echo = await openListener((request, response) => echoing(failing)(request, response));
	const files = await openListener(giveFile);
	await control.project(APP);
	const { roomIds: [roomId] } = await control.seedRooms({ count: 1, appId: APP.appId });
	await control.runSession({ roomId, users: [{ name: 'Ann', seconds: 60 }], recording: true, chat: true });

	const recordingsHosts = [files, echo].map(({ origin }) => new URL(origin).host).join(', ');
	const draft = (name: string, address: string) => credentialDraft(name, { ...APP, ...RECORDINGS, recordingsHosts, baseUrl: address });
	const echoedDraft = draft('Canary that is repeated', `${echo.origin}/video/v2`);
	const good = await host.rest.createCredential(draft('Canary', baseUrl));
	const echoed = await host.rest.createCredential(echoedDraft);
	return { host, good, echoed, echoedDraft, files, echo, failBy: (name) => void (failing = ECHOES[name]), roomId, close: closeListeners };
}
