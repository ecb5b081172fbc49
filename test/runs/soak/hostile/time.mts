/** The time of a simulated month: that of EnableX, which is right, and that of n8n, which may be wrong. */
const real = { now: Date.now, monotonic: performance.now.bind(performance), timeout: AbortSignal.timeout };

interface Alarm {
	at: number;
	controller: AbortController;
}

/** A clock that only moves when `pass` is called. While it is installed, the trigger's clocks and timeouts follow it. */
export class SimulatedTime {
	/** How far the clock of n8n is ahead, in milliseconds. */
	ahead = 0;
	private alarms: Alarm[] = [];

	/** @param now the time of EnableX in milliseconds since 1970 */
	constructor(public now: number) {}

	/** Lets time pass, and aborts the requests whose time is up. */
	pass(millis: number): void {
		this.now += millis;
		const due = this.alarms.filter(({ at }) => at <= this.now);
		this.alarms = this.alarms.filter(({ at }) => at > this.now);
		for (const { controller } of due) controller.abort();
	}

	install(): void {
		Date.now = () => this.now + this.ahead;
		// Unlike the clock, it never jumps.
		performance.now = () => this.now;
		AbortSignal.timeout = (millis) => {
			const controller = new AbortController();
			this.alarms.push({ at: this.now + millis, controller });
			return controller.signal;
		};
	}

	/** Ends the simulation: all clocks are real again. */
	restore(): void {
		Date.now = real.now;
		performance.now = real.monotonic;
		AbortSignal.timeout = real.timeout;
	}
}
