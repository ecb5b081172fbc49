import { basicAuth } from '../../lib/basic-auth.mts';
import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { credentialDraft } from '../../lib/n8n/provision.mts';
import type { ProjectInput } from '../../sandbox/index.mts';
import type { FlowFixture } from './fixture.mts';

/** An EnableX project of its own: flows in it and flows in other projects do not see each other's sessions. */
export interface OwnProject {
	readonly appId: string;
	/** The fixture whose EnableX credential is that of this project. */
	readonly fixture: FlowFixture;
	/** Creates a room, and returns its ID. */
	createRoom(name: string, ownerRef: string): Promise<string>;
}

/** Adds a project to the sandbox, and its credential to n8n. */
export async function addProject(fixture: FlowFixture, appId: string, facts: Pick<ProjectInput, 'dialin'> = {}): Promise<OwnProject> {
	const { host, credentials } = fixture;
	const { baseUrl, control } = requireSandbox(host);
	const login = await control.project({ appId, appKey: `key-of-${appId}`, ...facts });
	const stored = await host.rest.createCredential(credentialDraft(`EnableX project ${appId}`, { ...host.account, ...login }));
	return {
		appId,
		fixture: { ...fixture, credentials: new Map(credentials).set(stored.type, stored) },
		async createRoom(name, ownerRef) {
			const response = await fetch(`${baseUrl}/rooms`, {
				method: 'POST',
				headers: { authorization: basicAuth(login.appId, login.appKey), 'content-type': 'application/json' },
				body: JSON.stringify({ name, owner_ref: ownerRef, settings: { mode: 'group' } }),
			});
			const { room } = (await response.json()) as { room: { room_id: string } };
			return room.room_id;
		},
	};
}
