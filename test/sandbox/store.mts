import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ClockState } from './clock.mts';
import { readErrorCode } from './error-code.mts';
import type { IdState } from './ids.mts';
import type { ArchiveRecord, CdrRecord, FileRecord, Project, RoomRecord, Session, TokenRecord } from './types.mts';

/** All data of the sandbox, as saved in a data file. */
export interface State {
	clock: ClockState;
	ids: IdState;
	projects: Map<string, Project>;
	rooms: Map<string, RoomRecord>;
	tokens: Map<string, TokenRecord>;
	sessions: Session[];
	cdrs: CdrRecord[];
	archives: ArchiveRecord[];
	files: Map<string, FileRecord>;
}

/** The initial state of a sandbox. */
export function createState(project: Project, seed: number): State {
	return {
		clock: { offsetMs: 0, frozenAtMs: null },
		ids: { random: seed >>> 0, counter: 0 },
		projects: new Map([[project.appId, project]]),
		rooms: new Map(),
		tokens: new Map(),
		sessions: [],
		cdrs: [],
		archives: [],
		files: new Map(),
	};
}

const MAPS = ['projects', 'rooms', 'tokens', 'files'] as const;
const SAVE_DELAY_MS = 200;

/** Holds the state in memory and, if there is a data file, saves it shortly after a change. */
export class Store {
	private timer: NodeJS.Timeout | undefined;
	private dirty = false;
	private writing: Promise<void> = Promise.resolve();

	private constructor(readonly state: State, private readonly file: string | undefined) {}

	/**
	 * Opens the data file, or starts empty if there is none.
	 * @throws a readable error if the file is not a data file of the sandbox
	 */
	static async open(file: string | undefined, fresh: State): Promise<Store> {
		const saved = file === undefined ? null : await readState(file);
		return new Store(saved ? { ...fresh, ...saved } : fresh, file);
	}

	/** Replaces the state, but keeps the objects that others hold references to (clock, ids). */
	reset(fresh: State): void {
		const { clock, ids, ...rest } = fresh;
		Object.assign(this.state.clock, clock);
		Object.assign(this.state.ids, ids);
		Object.assign(this.state, rest);
	}

	/** Schedules a save; call it after every change. */
	touch(): void {
		if (this.file === undefined) return;
		this.dirty = true;
		this.timer ??= setTimeout(() => {
			this.timer = undefined;
			this.save().catch((error: Error) => console.error(`The sandbox could not save its data: ${error.message}`));
		}, SAVE_DELAY_MS).unref();
	}

	/** Writes pending changes; await it before the process exits. */
	async flush(): Promise<void> {
		clearTimeout(this.timer);
		this.timer = undefined;
		await this.save();
	}

	/** Writes one at a time, to a temporary file that is then renamed, so that a crash never leaves a partial file. */
	private save(): Promise<void> {
		const { file } = this;
		if (file === undefined || !this.dirty) return this.writing;
		this.dirty = false;
		const text = JSON.stringify(this.state, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
		this.writing = this.writing.catch(() => undefined).then(async () => {
			await mkdir(dirname(file), { recursive: true });
			await writeFile(`${file}.new`, text);
			await rename(`${file}.new`, file);
		});
		return this.writing;
	}
}

async function readState(file: string): Promise<Partial<State> | null> {
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (error) {
		if (readErrorCode(error) === 'ENOENT') return null;
		throw error;
	}
	try {
		const saved = JSON.parse(text);
		for (const key of MAPS) saved[key] = new Map(saved[key]);
		return saved;
	} catch {
		throw new Error(`${file} is not a data file of the sandbox. Move it away or choose another file.`);
	}
}
