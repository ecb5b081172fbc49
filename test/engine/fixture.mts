import { rmSync } from 'node:fs';
import { Logger } from '@n8n/backend-common';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { startSandbox, type LoggedRequest, type Sandbox, type SandboxControl } from '../sandbox/index.mts';
import { Engine, type Outcome, type RunOptions } from './engine.mts';

export const MEETING_DOMAIN = 'acme.yourvideo.live';

/** The credential for a sandbox, as its fields are saved. */
export const credentialFor = (sandbox: Sandbox): IDataObject => ({
	appId: sandbox.appId,
	appKey: sandbox.appKey,
	baseUrl: sandbox.baseUrl,
	recordingsUsername: sandbox.recordings.username,
	recordingsPassword: sandbox.recordings.password,
	recordingsHosts: sandbox.recordings.hosts,
	meetingDomain: MEETING_DOMAIN,
	allowUnauthorizedCerts: false,
});

/** A sandbox, and the engine with a credential for it. */
export class Fixture {
	/** What n8n logged since the start of the test, with the data beside each message. */
	readonly logged: unknown[] = [];

	private constructor(
		readonly sandbox: Sandbox,
		readonly engine: Engine,
	) {}

	static async open(): Promise<Fixture> {
		const sandbox = await startSandbox({});
		return new Fixture(sandbox, await Engine.open(credentialFor(sandbox)));
	}

	get control(): SandboxControl {
		return this.sandbox.control;
	}

	/** Everything as at the start: an empty sandbox and its credential. */
	async reset(): Promise<void> {
		this.logged.length = 0;
		for (const level of ['error', 'warn', 'info', 'debug'] as const) {
			jest.spyOn(Logger.prototype, level).mockImplementation((...entry) => void this.logged.push(entry));
		}
		await this.control.reset();
		this.engine.useCredential(credentialFor(this.sandbox));
	}

	/** Runs the node with these parameters; see `Engine.run` for the rest. */
	async run(parameters: INodeParameters, options: Omit<RunOptions, 'parameters'> = {}): Promise<Outcome> {
		return await this.engine.run({ parameters, ...options });
	}

	/** The JSON of the items that came out; throws the node's error when there is one. */
	async output(parameters: INodeParameters, options: Omit<RunOptions, 'parameters'> = {}): Promise<IDataObject[]> {
		const { items, error } = await this.run(parameters, options);
		if (error) throw new Error(error.message);
		return items.map(({ json }) => json);
	}

	/** A room made by the node itself, as its flat item. */
	async createRoom(parameters: INodeParameters = {}): Promise<IDataObject & { room_id: string }> {
		const [room] = await this.output({ ...CREATE_ROOM, ...parameters });
		return { ...room, room_id: String(room.room_id) };
	}

	/** Forgets the requests so far, runs the node, and gives the requests that this run made. */
	async requestsOf(parameters: INodeParameters, options: Omit<RunOptions, 'parameters'> = {}): Promise<LoggedRequest[]> {
		await this.control.clearRequests();
		const { error } = await this.run(parameters, options);
		if (error) throw new Error(error.message);
		return await this.control.requests();
	}
}

/** The smallest room that can be made. */
export const CREATE_ROOM = { resource: 'room', operation: 'create', name: 'Weekly', ownerRef: 'deal-1' };

/** One fixture for a test file, reset before each of its tests; what n8n logs goes into `logged`. */
export function useFixture(): () => Fixture {
	let fixture: Fixture | undefined;
	const get = () => {
		if (!fixture) throw new Error('The fixture is there inside of tests only');
		return fixture;
	};
	beforeAll(async () => {
		fixture = await Fixture.open();
	});
	beforeEach(async () => await get().reset());
	afterEach(() => jest.restoreAllMocks());
	afterAll(async () => {
		await fixture?.sandbox.stop();
		removeUserFolder();
	});
	return get;
}

/** Removes what n8n keeps on disk for one test file: its settings and its binary data. */
export const removeUserFolder = () => rmSync(String(process.env.N8N_USER_FOLDER), { recursive: true, force: true });

/** A room locator as the editor saves it. */
export const locator = (value: unknown, mode = 'id') => ({ __rl: true, mode, value }) as INodeParameters;

/** Input items with this JSON. */
export const itemsOf = (...jsons: IDataObject[]): INodeExecutionData[] => jsons.map((json) => ({ json }));

/** The input items that items were paired with. */
export const pairsOf = (items: INodeExecutionData[]) => items.map(({ pairedItem }) => pairedItem);
