/** The clock's state: an offset to real time, or a fixed time while frozen. */
export interface ClockState {
	offsetMs: number;
	frozenAtMs: number | null;
}

/** The sandbox's only clock, which all of its times are based on. Milliseconds since 1970. */
export class Clock {
	constructor(private state: ClockState) {}

	now(): number {
		return this.state.frozenAtMs ?? Date.now() + this.state.offsetMs;
	}

	/** Sets the clock; it runs on from there unless frozen. */
	set(now: number, frozen: boolean): void {
		this.state.offsetMs = now - Date.now();
		this.state.frozenAtMs = frozen ? now : null;
	}

	advance(seconds: number): void {
		this.set(this.now() + seconds * 1000, this.state.frozenAtMs !== null);
	}

	snapshot(): { now: string; frozen: boolean } {
		return { now: new Date(this.now()).toISOString(), frozen: this.state.frozenAtMs !== null };
	}
}
