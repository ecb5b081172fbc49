import { Logger } from '@n8n/backend-common';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { basicAuth } from '../basic-auth.mts';
import { parametersOf } from '../operations/index.mts';
import { startSandbox, type LoggedRequest, type Sandbox, type SandboxControl } from '../../sandbox/index.mts';
import { Engine, type Outcome, type RunOptions } from './engine.mts';

export const MEETING_DOMAIN = 'acme.yourvideo.live';

/** The fields of a credential for this sandbox, as n8n saves them. */
export const credentialFor = (sandbox: Sandbox): IDataObject => ({
	appId: sandbox.appId,
	appKey: sandbox.appKey,
	baseUrl: sandbox.baseUrl,
	recordingsUsername: sandbox.recordings.username,
	recordingsPassword: sandbox.recordings.password,
	recordingsHosts: sandbox.recordings.hosts,
	webhookUsername: '',
	webhookPassword: '',
	meetingDomain: MEETING_DOMAIN,
	allowUnauthorizedCerts: false,
});

/** A sandbox, and the engine with a credential for it. */
export class Fixture {
	/** What n8n has logged since the start of the test, including the data of each message. */
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

	/** The Authorization header that the API must receive. */
	get apiLogin(): string {
		return basicAuth(this.sandbox.appId, this.sandbox.appKey);
	}

	/** The Authorization header that the recordings host must receive. */
	get recordingsLogin(): string {
		return basicAuth(this.sandbox.recordings.username, this.sandbox.recordings.password);
	}

	/** Resets everything to an empty sandbox and its credential. */
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

	/** Runs the node and returns the JSON of its items. Throws the node's error if there is one. */
	async output(parameters: INodeParameters, options: Omit<RunOptions, 'parameters'> = {}): Promise<IDataObject[]> {
		const { items, error } = await this.run(parameters, options);
		if (error) throw new Error(error.message);
		return items.map(({ json }) => json);
	}

	/** Creates a room with the node and returns its simplified item. */
	async createRoom(parameters: INodeParameters = {}): Promise<IDataObject & { room_id: string }> {
		const [room] = await this.output({ ...CREATE_ROOM, ...parameters });
		return { ...room, room_id: String(room.room_id) };
	}

	/** Clears the log of requests, runs the node, and returns the requests of this run. */
	async requestsOf(parameters: INodeParameters, options: Omit<RunOptions, 'parameters'> = {}): Promise<LoggedRequest[]> {
		await this.control.clearRequests();
		const { error } = await this.run(parameters, options);
		if (error) throw new Error(error.message);
		return await this.control.requests();
	}
}

/** The smallest room that can be created. */
export const CREATE_ROOM = parametersOf('room.create');

/** One fixture for a test file, reset before each of its tests. n8n's log goes to `logged`. */
export function useFixture(): () => Fixture {
	let fixture: Fixture | undefined;
	const get = () => {
		if (!fixture) throw new Error('The fixture is only available in tests');
		return fixture;
	};
	beforeAll(async () => {
		fixture = await Fixture.open();
	});
	beforeEach(async () => await get().reset());
	afterEach(() => jest.restoreAllMocks());
	afterAll(async () => await fixture?.sandbox.stop());
	return get;
}

/** Input items with this JSON. */
export const itemsOf = (...jsons: IDataObject[]): INodeExecutionData[] => jsons.map((json) => ({ json }));

/** The paired item of each item. */
export const pairsOf = (items: INodeExecutionData[]) => items.map(({ pairedItem }) => pairedItem);
