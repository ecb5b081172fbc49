import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { RunSessionInput, SessionResult, SessionUserInput } from '../sandbox/index.mts';
import { useFixture, type Fixture } from './fixture.mts';
import { DurablePoller } from './poller-durable.mts';
import { LegacyPoller } from './poller-legacy.mts';
import type { Poller, PollerOptions } from './poller.mts';

/** Both ways in which n8n keeps the state of a poller. */
export const POLLERS = [['static data', LegacyPoller], ['durable poll cursors', DurablePoller]] as const;
export type PollerKind = (typeof POLLERS)[number][1];

/** When each test begins: a Tuesday, far from the borders of its day. */
export const NOON = '2026-03-10T12:00:00.000Z';
const HOUR = 3_600_000;

export interface CallOptions extends Omit<SessionUserInput, 'name'>, Pick<RunSessionInput, 'recording' | 'chat' | 'transcodedAfterSeconds'> {
	/** ISO 8601; default: now. */
	endAt?: string;
	/** How long after its end EnableX lists it, in hours. */
	lateHours?: number;
	roomId?: string;
}

/** A sandbox with one room, and one clock for n8n and EnableX, which stands still until it is moved. It begins at NOON. */
export class Scene {
	private millis = Date.parse(NOON);
	/** How many hours the clock of n8n is ahead of that of EnableX. */
	n8nAheadHours = 0;
	roomId = '';

	constructor(readonly fixture: Fixture) {}

	get control() {
		return this.fixture.control;
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

	/** A session of one user of this name, which makes one CDR. */
	async call(name: string, options: CallOptions = {}): Promise<SessionResult> {
		const { endAt = this.now, lateHours = 0, roomId = this.roomId, recording, chat, transcodedAfterSeconds, ...user } = options;
		const seconds = user.seconds ?? 60;
		const startAt = new Date(Date.parse(endAt) - seconds * 1000).toISOString();
		const session = { recording, chat, transcodedAfterSeconds, visibleAfterSeconds: lateHours * 3600 };
		return await this.control.runSession({ roomId, startAt, users: [{ name, ...user, seconds }], ...session });
	}

	/** Lets time pass with a poll every so many minutes; gives when something came, in hours from now, and whose records. */
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

	/** An n8n with the trigger. Call `publish` to switch it on. */
	poller(Kind: PollerKind, parameters: INodeParameters = {}, options: Omit<PollerOptions, 'parameters'> = {}): Poller {
		return new Kind(this.fixture.engine, { parameters, ...options });
	}
}

/** A fresh scene for each test of a file, with time enough for polls of many days. */
export function useScene(): () => Scene {
	jest.setTimeout(60_000);
	const fixture = useFixture();
	let scene: Scene | undefined;
	beforeEach(async () => {
		scene = new Scene(fixture());
		await scene.begin();
	});
	return () => {
		if (!scene) throw new Error('The scene is there inside of tests only');
		return scene;
	};
}

/** An ISO time so many hours after another one. */
export const hoursAfter = (iso: string, hours: number) => new Date(Date.parse(iso) + hours * HOUR).toISOString();

/** The users of the records of each execution. */
export const namesOf = ({ executions }: Poller) => executions.map((items) => items.map(nameOf));

/** The users of all records, in the order in which they came. */
export const allNamesOf = (poller: Poller) => namesOf(poller).flat();

const nameOf = ({ user_name: name }: IDataObject) => name;
