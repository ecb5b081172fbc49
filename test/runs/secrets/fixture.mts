import { closeListeners, openListener } from '../../lib/listener.mts';
import type { Listener } from '../../lib/listener.mts';
import { echoing, ECHOES } from '../../lib/secrets/echoes.mts';
import { serveFile } from '../../lib/secrets/file-host.mts';
import { APP, RECORDINGS, WEBHOOK } from '../../lib/secrets/logins.mts';
import type { RunningHost } from '../../lib/n8n/host.mts';
import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import type { CredentialDraft, StoredCredential } from '../../lib/n8n/rest.mts';
import { credentialDraft } from '../../lib/n8n/provision.mts';

/** A real n8n with canary logins, and the hosts that receive them. */
export interface SecretsFixture {
	readonly host: RunningHost;
	/** The credential for the sandbox, where everything succeeds. */
	readonly good: StoredCredential;
	/** The credential for a host that fails and echoes the login. */
	readonly echoed: StoredCredential;
	/** The same, as n8n's editor sends it for a credential test. */
	readonly echoedDraft: CredentialDraft;
	/** A recording host that accepts its login. */
	readonly files: Listener;
	/** The failing host. */
	readonly echo: Listener;
	/** Sets how that host fails from now on, by a name from `ECHOES`. */
	setFailure(name: string): void;
	/** A room of the canary account, with a recorded session. */
	readonly roomId: string;
	/** The conference number of that session. */
	readonly confNum: string;
	close(): Promise<void>;
}

/** Creates the canary account, the two hosts next to the sandbox, and the two credentials in n8n. */
export async function openFixture(host: RunningHost): Promise<SecretsFixture> {
	const { baseUrl, control } = requireSandbox(host);
	let [failing] = Object.values(ECHOES);
	const echo = await openListener((request, response) => echoing(failing)(request, response));
	const files = await openListener(serveFile);
	await control.project(APP);
	const { roomIds: [roomId] } = await control.seedRooms({ count: 1, appId: APP.appId });
	const { confNum } = await control.runSession({ roomId, users: [{ name: 'Ann', seconds: 60 }], recording: true, chat: true });

	const recordingsHosts = [files, echo].map(({ origin }) => new URL(origin).host).join(', ');
	const draft = (name: string, address: string) => credentialDraft(name, { ...APP, ...RECORDINGS, ...WEBHOOK, recordingsHosts, baseUrl: address });
	const echoedDraft = draft('Canary that is repeated', `${echo.origin}/video/v2`);
	const good = await host.rest.createCredential(draft('Canary', baseUrl));
	const echoed = await host.rest.createCredential(echoedDraft);
	return { host, good, echoed, echoedDraft, files, echo, setFailure: (name) => void (failing = ECHOES[name]), roomId, confNum, close: closeListeners };
}
