import type {
	AddCdrsInput, AddCdrsResult, ClockAnswer, FaultInput, FaultState, FileInfo, LoggedRequest, ProjectInput, RunSessionInput, SandboxSettings,
	SeedCdrsInput, SeedCdrsResult, SeedRoomsInput, SessionResult,
} from './control-types.mts';

/** Typed access to the control API of a sandbox, in this process or elsewhere. */
export class SandboxControl {
	/** Failures on demand. */
	readonly faults = {
		/** Sets a failure; it counts its hits. */
		add: (fault: FaultInput) => this.call<FaultState>('POST', '/faults', fault),
		/** Removes all of them. */
		clear: () => this.call<{ cleared: true }>('DELETE', '/faults'),
		/** What is set, with hits. */
		list: () => this.call<FaultState[]>('GET', '/faults'),
	};

	/** @param origin of the API listener, such as http://127.0.0.1:5480 */
	constructor(private readonly origin: string) {}

	/** Back to the start: no rooms, records, faults or log; default settings; the real time. */
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

	/** Adds many CDRs, spread over a time. */
	seedCdrs(input: SeedCdrsInput): Promise<SeedCdrsResult> {
		return this.call('POST', '/seed/cdrs', input);
	}

	/** Adds CDRs at the moments given, each listed as late as it says. */
	addCdrs(input: AddCdrsInput): Promise<AddCdrsResult> {
		return this.call('POST', '/cdrs', input);
	}

	/** Lets users meet in a room; see RunSessionInput for when it ends and what it leaves. */
	runSession(input: RunSessionInput): Promise<SessionResult> {
		return this.call('POST', '/sessions', input);
	}

	/** Ends a session that was run with keepRunning. */
	endSession(where: { confNum?: string; roomId?: string }): Promise<SessionResult> {
		return this.call('POST', '/sessions/end', where);
	}

	/** The sandbox's time. */
	clock(): Promise<ClockAnswer> {
		return this.call('GET', '/clock');
	}

	/** Sets the time (ISO 8601); it runs on from there unless frozen. */
	setClock(input: { now: string; frozen?: boolean }): Promise<ClockAnswer> {
		return this.call('PUT', '/clock', input);
	}

	/** Lets time pass. */
	advanceClock(input: { seconds: number }): Promise<ClockAnswer> {
		return this.call('POST', '/clock/advance', input);
	}

	/** Changes habits of the API and gives all of them. */
	settings(change: Partial<SandboxSettings> = {}): Promise<SandboxSettings> {
		return this.call('PATCH', '/settings', change);
	}

	/** Requests that the API and the file host got; `since` is ISO 8601 or epoch ms of the real time. */
	requests(filter: { since?: string | number; path?: string } = {}): Promise<LoggedRequest[]> {
		const query = new URLSearchParams();
		if (filter.since !== undefined) query.set('since', String(filter.since));
		if (filter.path !== undefined) query.set('path', filter.path);
		return this.call('GET', `/requests?${query}`);
	}

	/** Forgets the requests so far. */
	clearRequests(): Promise<{ cleared: true }> {
		return this.call('DELETE', '/requests');
	}

	/** All files of the file host, on request with their SHA-256. */
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
