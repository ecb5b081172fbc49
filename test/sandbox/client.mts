import type { SentNotification, Webhook, WebhookInput } from './notification-types.mts';
import type { JsonObject } from './types.mts';
import type {
	AddCdrsInput, AddCdrsResult, ClockAnswer, FaultInput, FaultState, FileInfo, LoggedRequest, ProjectInput, RunSessionInput, SandboxSettings,
	SeedCdrsInput, SeedCdrsResult, SeedRoomsInput, SessionResult,
} from './control-types.mts';

/** A typed client for the control API of a sandbox, in this process or another one. */
export class SandboxControl {
	/** Injected failures. */
	readonly faults = {
		/** Adds a failure, which counts its hits. */
		add: (fault: FaultInput) => this.call<FaultState>('POST', '/faults', fault),
		/** Removes all of them. */
		clear: () => this.call<{ cleared: true }>('DELETE', '/faults'),
		/** Lists them with their hits. */
		list: () => this.call<FaultState[]>('GET', '/faults'),
	};

	/** What the API posts to a receiver. */
	readonly notifications = {
		/** Sets where notifications go, and in which form; a null URL stops them. */
		sendTo: (webhook: WebhookInput) => this.call<{ webhook: Webhook | null }>('PUT', '/webhook', webhook),
		/** Waits until all that are due have been answered, and lists what was sent. */
		settle: () => this.call<SentNotification[]>('POST', '/notifications/settle'),
		/** Lists what was sent, with the answers. */
		list: () => this.call<SentNotification[]>('GET', '/notifications'),
		/** Posts any body to the receiver, such as one of an unknown type. */
		post: (body: JsonObject, appId?: string) => this.call<{ queued: true }>('POST', '/notifications', { body, appId }),
		/** Forgets what was sent. */
		clear: () => this.call<{ cleared: true }>('DELETE', '/notifications'),
	};

	/** @param origin the origin of the API, such as http://127.0.0.1:5480 */
	constructor(private readonly origin: string) {}

	/** Resets everything: no rooms, records, faults or logged requests; default settings; the real time. */
	reset(): Promise<{ reset: true }> {
		return this.call('POST', '/reset');
	}

	/** Adds another project with its own login. */
	project(input: ProjectInput): Promise<{ appId: string; appKey: string }> {
		return this.call('POST', '/projects', input);
	}

	/** Adds many rooms. */
	seedRooms(input: SeedRoomsInput): Promise<{ count: number; roomIds: string[] }> {
		return this.call('POST', '/seed/rooms', input);
	}

	/** Adds many CDRs, spread over a period. */
	seedCdrs(input: SeedCdrsInput): Promise<SeedCdrsResult> {
		return this.call('POST', '/seed/cdrs', input);
	}

	/** Adds CDRs with given times, each listed with its own delay. */
	addCdrs(input: AddCdrsInput): Promise<AddCdrsResult> {
		return this.call('POST', '/cdrs', input);
	}

	/** Runs a session in a room; RunSessionInput describes when it ends and what records it leaves. */
	runSession(input: RunSessionInput): Promise<SessionResult> {
		return this.call('POST', '/sessions', input);
	}

	/** Ends a session that was started with keepRunning. */
	endSession(target: { confNum?: string; roomId?: string }): Promise<SessionResult> {
		return this.call('POST', '/sessions/end', target);
	}

	/** The sandbox's time. */
	clock(): Promise<ClockAnswer> {
		return this.call('GET', '/clock');
	}

	/** Sets the time (ISO 8601); it runs on from there unless frozen. */
	setClock(input: { now: string; frozen?: boolean }): Promise<ClockAnswer> {
		return this.call('PUT', '/clock', input);
	}

	/** Advances the time. */
	advanceClock(input: { seconds: number }): Promise<ClockAnswer> {
		return this.call('POST', '/clock/advance', input);
	}

	/** Changes settings of the API and returns all of them. */
	settings(change: Partial<SandboxSettings> = {}): Promise<SandboxSettings> {
		return this.call('PATCH', '/settings', change);
	}

	/** The requests that the API and the file host received; `since` is real time, as ISO 8601 or epoch ms. */
	requests(filter: { since?: string | number; path?: string } = {}): Promise<LoggedRequest[]> {
		const query = new URLSearchParams();
		if (filter.since !== undefined) query.set('since', String(filter.since));
		if (filter.path !== undefined) query.set('path', filter.path);
		return this.call('GET', `/requests?${query}`);
	}

	/** Clears the logged requests. */
	clearRequests(): Promise<{ cleared: true }> {
		return this.call('DELETE', '/requests');
	}

	/** All files of the file host, optionally with their SHA-256. */
	files(options: { sha256?: boolean } = {}): Promise<FileInfo[]> {
		return this.call('GET', `/files?sha256=${options.sha256 ?? false}`);
	}

	private async call<T>(method: string, path: string, input?: object): Promise<T> {
		const body = input === undefined ? {} : { body: JSON.stringify(input), headers: { 'content-type': 'application/json' } };
		const response = await fetch(`${this.origin}/control${path}`, { method, ...body });
		const answer = JSON.parse(await response.text());
		if (!response.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}.`);
		return answer;
	}
}
