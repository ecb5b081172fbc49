/** Plays a month: polls in a simulated n8n, with all hazards, and then without any until everything must have come. */
import { MAX_WAIT_DAYS } from '../../../../nodes/EnableXVideoTrigger/delivery/sweep';
import { DAY, dayOf, startOfDay } from '../../../../nodes/shared/time/days';
import { MonthApi } from './api.mts';
import { MonthHost } from './host.mts';
import type { Hazard, Month } from './month.mts';
import { Oracle } from './oracle.mts';
import { HOUR, MINUTE, MONTH_END, PUBLISHED, recordsOf, type MonthRecord } from './records.mts';
import { SimulatedTime } from './time.mts';

export interface Outcome {
	/** What went wrong, one sentence each. */
	problems: string[];
	/** What happened at which time, for a person. */
	events: string[];
	polls: number;
	emitted: number;
}

/** How long it takes until a poll may no longer be affected by what is over. */
const RECOVERY_MS = 2 * HOUR;
/** n8n abandons a poll some time after its budget. Requests may take a second, even if there is no time left. */
const MAX_POLL_MS = 300_000;
const MAX_SCHEDULER_POLL_MS = 45_000;
const FAILING: ReadonlyArray<Hazard['kind']> = ['outage', 'trickle', 'slow listings'];

export async function play(month: Month): Promise<Outcome> {
	const time = new SimulatedTime(PUBLISHED);
	time.install();
	try {
		return await new Player(month, time).play();
	} finally {
		time.restore();
	}
}

class Player {
	private readonly calmUntil: number;
	private readonly lastReady: number;
	private readonly records: MonthRecord[];
	private readonly api: MonthApi;
	private readonly oracle: Oracle;
	private readonly host: MonthHost;
	private readonly outcome: Outcome = { problems: [], events: [], polls: 0, emitted: 0 };

	constructor(
		private readonly month: Month,
		private readonly time: SimulatedTime,
	) {
		const { limits, lookbackDays } = month.trigger;
		const planned = recordsOf(month, dayOf(MONTH_END));
		this.lastReady = planned.reduce((last, { ready }) => Math.max(last, ready), MONTH_END);
		// A state that is full makes room when the lookback has passed a day.
		const isLimited = Object.keys(limits).length > 0;
		const calmMs = (isLimited ? lookbackDays + 4 : 1) * DAY + RECOVERY_MS;
		// If listings are slow, a poll has time for only one open day. A running sweep may have to end first.
		const openDays = month.trigger.event === 'recording' ? MAX_WAIT_DAYS : lookbackDays;
		this.calmUntil = this.lastReady + Math.max(calmMs, 2 * (openDays + 5) * this.intervalMs);
		this.records = [...planned, ...(isLimited && !month.api.sendsDate ? this.recordsOfLaterDays() : [])];
		this.api = new MonthApi(month, this.records, time);
		this.oracle = new Oracle(this.records);
		this.host = new MonthHost(month, this.api, () => time.now, (millis) => time.pass(millis), {
			onItems: (ids) => this.recordItems(ids),
			onError: (error) => this.recordError(error),
			onNewStream: (from, isFromNow) => this.startStream(from, isFromNow),
			onDeactivation: (error) => this.report(`A restart deactivated the workflow: ${error.message}`),
		});
	}

	async play(): Promise<Outcome> {
		while (this.time.now < this.calmUntil) {
			await this.runPollTime();
			const next = Math.floor(this.time.now / this.intervalMs + 1) * this.intervalMs;
			this.time.pass(next - this.time.now);
		}
		for (let before = -1; this.outcome.emitted > before; ) {
			before = this.outcome.emitted;
			await this.runPollTime();
			this.time.pass(MINUTE);
		}
		this.outcome.problems = [...new Set([...this.api.violations, ...this.oracle.finish(this.lastReady)])];
		return this.outcome;
	}

	/** Records that show the API's day even if it sends no Date header. */
	private recordsOfLaterDays(): MonthRecord[] {
		const count = Math.ceil((this.calmUntil - this.lastReady) / DAY);
		return Array.from({ length: count }, (_, index) => {
			const at = this.lastReady + index * DAY;
			return { id: `later-${index}`, logged: at, shown: new Date(at).toISOString(), time: at, filed: dayOf(at) + this.month.api.filedDays, visible: at, ready: at, startsWithoutFiles: false };
		});
	}

	private async runPollTime(): Promise<void> {
		const start = this.time.now;
		const hazards = this.hazardsAt(start);
		const has = (kind: Hazard['kind']) => hazards.some((hazard) => hazard.kind === kind);
		const clock = hazards.find((hazard) => hazard.kind === 'wrong clock');
		this.api.hazards = hazards;
		this.time.ahead = (clock?.aheadHours ?? 0) * HOUR;
		if (has('damaged state') && !this.hazardsAt(start - this.intervalMs).some(({ kind }) => kind === 'damaged state')) this.host.damage();
		this.host.losesCommits = has('lost commits');
		if (has('n8n is down')) return;
		if (!this.host.isActive) await this.publish('activate');
		else if (has('restarts') || this.hasComeBack()) await this.host.restart();
		else if (has('republishing')) await this.publish('update');
		else await this.tick(has('overlapping polls'));
		this.outcome.polls++;
	}

	private hasComeBack(): boolean {
		return this.hazardsAt(this.time.now - this.intervalMs).some(({ kind }) => kind === 'n8n is down');
	}

	private async publish(mode: 'activate' | 'update'): Promise<void> {
		const error = await this.host.publish(mode);
		if (error !== undefined) this.recordError(error);
	}

	/** What goes wrong at a given time. After the month, nothing does. */
	private hazardsAt(now: number): Hazard[] {
		if (now >= MONTH_END) return [];
		return this.month.hazards.filter(({ hour, hours }) => now >= PUBLISHED + hour * HOUR && now < PUBLISHED + (hour + hours) * HOUR);
	}

	private get intervalMs(): number {
		return this.month.trigger.pollMinutes * MINUTE;
	}

	private startStream(from: number, isFromNow: boolean): void {
		const { startDaysBack = 0 } = this.month.trigger;
		const clock = from + this.time.ahead;
		// A clock that is behind by days is corrected by the Date header.
		const startsAt = this.month.api.sendsDate && dayOf(from) > dayOf(clock) + 2 ? from : clock;
		const since = isFromNow ? startOfDay(dayOf(startsAt) - 1) : PUBLISHED - startDaysBack * DAY;
		this.note('A stream starts');
		// Nothing shows the trigger that its clock is behind by days: for it, what is listed when the clock is right again is new.
		const knowsNow = this.month.api.sendsDate || this.time.ahead > -2 * DAY;
		this.oracle.startStream({ from: knowsNow ? from : -Infinity, to: this.time.now, since, isFromNow });
	}

	private async tick(overlaps: boolean): Promise<void> {
		const start = this.time.now;
		await this.host.tick(overlaps);
		const seconds = Math.round((this.time.now - start) / 1_000);
		const maxMs = this.month.trigger.store === 'static data' ? MAX_POLL_MS : MAX_SCHEDULER_POLL_MS;
		if (seconds * 1_000 > (overlaps ? 2 : 1) * maxMs) this.report(`A poll took ${seconds} seconds`);
	}

	private recordItems(ids: string[]): void {
		this.outcome.emitted += ids.length;
		this.note(`Emitted ${ids.length}: ${ids.slice(0, 5).join(', ')}`);
		this.oracle.recordExecution(ids, this.time.now);
	}

	/** Errors are expected while the API fails, and while a state with a lower limit is full. */
	private recordError({ message }: Error): void {
		this.note(`Error: ${message}`);
		const isFull = message.startsWith('The trigger remembers') && this.month.trigger.limits.maxKnown !== undefined;
		if (isFull && (this.time.now < this.calmUntil - RECOVERY_MS || !this.month.api.sendsDate)) return;
		if (!isFull && this.hazardsAt(this.time.now - HOUR).concat(this.hazardsAt(this.time.now)).some(({ kind }) => FAILING.includes(kind))) return;
		this.report(`A poll failed without a reason: ${message}`);
	}

	private report(problem: string): void {
		this.note(problem);
		this.oracle.problems.push(problem);
	}

	private note(event: string): void {
		this.outcome.events.push(`${new Date(this.time.now).toISOString().slice(0, 16)}  ${event}`);
	}
}
