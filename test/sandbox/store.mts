import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ClockState } from './clock.mts';
import { readErrorCode } from './error-code.mts';
import type { IdState } from './ids.mts';
import type { ArchiveRecord, CdrRecord, FileRecord, Project, RoomRecord, Session, TokenRecord } from './types.mts';

/** Everything the sandbox remembers; what a data file keeps across restarts. */
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

/** The state of a sandbox in which nothing has happened yet. */
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

/** Holds the state in memory and, when given a file, writes it there shortly after a change. */
export class Store {
	private timer: NodeJS.Timeout | undefined;
	private dirty = false;
	private writing: Promise<void> = Promise.resolve();

	private constructor(readonly state: State, private readonly file: string | undefined) {}

	/**
	 * Opens the data file, or starts empty when there is none.
	 * @throws with a sentence when the file is there but is not a sandbox's data
	 */
	static async open(file: string | undefined, fresh: State): Promise<Store> {
		const saved = file === undefined ? null : await readState(file);
		return new Store(saved ? { ...fresh, ...saved } : fresh, file);
	}

	/** Puts a fresh state in place; the objects that others hold (clock, ids) stay the same ones. */
	reset(fresh: State): void {
		const { clock, ids, ...rest } = fresh;
		Object.assign(this.state.clock, clock);
		Object.assign(this.state.ids, ids);
		Object.assign(this.state, rest);
	}

	/** To be called after every change. */
	touch(): void {
		if (this.file === undefined) return;
		this.dirty = true;
		this.timer ??= setTimeout(() => {
			this.timer = undefined;
			this.save().catch((error: Error) => console.error(`The sandbox could not save its data: ${error.message}`));
		}, SAVE_DELAY_MS).unref();
	}

	/** Writes what is not yet written; to be awaited before the process ends. */
	async flush(): Promise<void> {
		clearTimeout(this.timer);
		this.timer = undefined;
		await this.save();
	}

	/** One write at a time, through a second file and a rename, so that a crash leaves no half file. */
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
		throw new Error(`${file} is not a data file of the sandbox. Move it away or name another one.`);
	}
}
