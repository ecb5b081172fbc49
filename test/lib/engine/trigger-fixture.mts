import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { RunSessionInput, SessionResult, SessionUserInput } from '../../sandbox/index.mts';
import { useFixture, type Fixture } from './fixture.mts';
import { DurablePoller } from './poller-durable.mts';
import { LegacyPoller } from './poller-legacy.mts';
import type { Poller, PollerOptions } from './poller.mts';

/** Both ways in which n8n keeps the state of a poller. */
export const POLLERS = [['static data', LegacyPoller], ['durable poll cursors', DurablePoller]] as const;
export type PollerKind = (typeof POLLERS)[number][1];

/** When each test begins: a Tuesday, far from midnight. */
export const NOON = '2026-03-10T12:00:00.000Z';
const HOUR = 3_600_000;

export interface CallOptions extends Omit<SessionUserInput, 'name'>, Pick<RunSessionInput, 'recording' | 'chat' | 'transcodedAfterSeconds'> {
	/** ISO 8601; default: now. */
	endAt?: string;
	/** How many hours after its end EnableX lists it. */
	lateHours?: number;
	roomId?: string;
}

/** Who is in a session, from which minute to which, and how many minutes late the CDR is listed. */
export type Attendance = [name: string, from: number, to: number, late?: number];

/** A sandbox with one room, and one clock for n8n and EnableX that starts at NOON and moves only when it is set. */
export class TriggerFixture {
	private millis = Date.parse(NOON);
	/** How many hours n8n's clock is ahead of the clock of EnableX. */
	n8nAheadHours = 0;
	roomId = '';

	constructor(readonly base: Fixture) {}

	get control() {
		return this.base.control;
	}

	get now(): string {
		return new Date(this.millis).toISOString();
	}

	async begin(): Promise<void> {
		jest.spyOn(Date, 'now').mockImplementation(() => this.millis + this.n8nAheadHours * HOUR);
		await this.setTime(NOON);
		this.roomId = await this.addRoom();
	}

	async addRoom(): Promise<string> {
		return (await this.control.seedRooms({ count: 1 })).roomIds[0];
	}

	async setTime(iso: string): Promise<void> {
		this.millis = Date.parse(iso);
		await this.control.setClock({ now: iso, frozen: true });
	}

	async passHours(hours: number): Promise<void> {
		await this.setTime(new Date(this.millis + hours * HOUR).toISOString());
	}

	async passMinutes(minutes: number): Promise<void> {
		await this.passHours(minutes / 60);
	}

	/** Runs a session of one user with this name. It creates one CDR. */
	async call(name: string, options: CallOptions = {}): Promise<SessionResult> {
		const { endAt = this.now, lateHours = 0, roomId = this.roomId, recording, chat, transcodedAfterSeconds, ...user } = options;
		const seconds = user.seconds ?? 60;
		const startAt = new Date(Date.parse(endAt) - seconds * 1000).toISOString();
		const session = { recording, chat, transcodedAfterSeconds, visibleAfterSeconds: lateHours * 3600 };
		return await this.control.runSession({ roomId, startAt, users: [{ name, ...user, seconds }], ...session });
	}

	/** Plans a session in the room. Its people come and go at these minutes from now, and their CDRs are listed `late` minutes after that. */
	async meet(people: readonly Attendance[], session: Partial<RunSessionInput> = {}): Promise<SessionResult> {
		const first = Math.min(...people.map(([, from]) => from));
		const users = people.map(([name, from, to, late = 0]) => ({
			...{ name, userRef: name, joinAfterSeconds: (from - first) * 60 },
			...{ seconds: (to - from) * 60, visibleAfterSeconds: late * 60 },
		}));
		return await this.control.runSession({ roomId: this.roomId, startAt: hoursAfter(this.now, first / 60), users, ...session });
	}

	/** Advances the time with a poll every `everyMinutes` minutes. Returns when records were delivered, in hours from now, and their users. */
	async pollFor(poller: Poller, hours: number, everyMinutes: number): Promise<Array<[hours: number, names: unknown[]]>> {
		const begin = this.millis;
		const arrivals: Array<[hours: number, names: unknown[]]> = [];
		while (this.millis < begin + hours * HOUR) {
			const before = poller.executions.length;
			await this.passMinutes(everyMinutes);
			await poller.tick();
			for (const names of namesOf(poller).slice(before)) arrivals.push([(this.millis - begin) / HOUR, names]);
		}
		return arrivals;
	}

	/** An n8n with the trigger. Call `publish` to activate it. */
	poller(Kind: PollerKind, parameters: INodeParameters = {}, options: Omit<PollerOptions, 'parameters'> = {}): Poller {
		return new Kind(this.base.engine, { parameters, ...options });
	}
}

/** A new fixture for each test of a file. */
export function useTriggerFixture(): () => TriggerFixture {
	const base = useFixture();
	let fixture: TriggerFixture | undefined;
	beforeEach(async () => {
		fixture = new TriggerFixture(base());
		await fixture.begin();
	});
	return () => {
		if (!fixture) throw new Error('The fixture is only available in tests');
		return fixture;
	};
}

/** The ISO time this many hours after another one. */
export const hoursAfter = (iso: string, hours: number) => new Date(Date.parse(iso) + hours * HOUR).toISOString();

/** The users of the records of each execution. */
export const namesOf = ({ executions }: Poller) => executions.map((items) => items.map(nameOf));

/** The users of all records, in order of delivery. */
export const allNamesOf = (poller: Poller) => namesOf(poller).flat();

const nameOf = ({ user_name: name }: IDataObject) => name;
