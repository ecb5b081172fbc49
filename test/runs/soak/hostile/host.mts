/** n8n around the poll of the trigger: what it saves, when it saves it, and what it loses (n8n-host.md 2.2 to 2.6). */
import type { IDataObject, INodeExecutionData, IPollFunctions, WorkflowActivateMode } from 'n8n-workflow';

import { poll } from '../../../../nodes/EnableXVideoTrigger/poll';
import { credential, fakeContext } from '../../../lib/fakes.mts';
import type { MonthApi } from './api.mts';
import type { Month } from './month.mts';
import { PUBLISHED } from './records.mts';
import { DAY } from '../../../../nodes/shared/time/days';

/** What n8n and its user see. */
export interface HostListener {
	onItems(ids: string[]): void;
	onError(error: Error): void;
	/** A stream has started without anything to continue from. `from` is when its poll began. */
	onNewStream(from: number, isFromNow: boolean): void;
	/** n8n has given up on the workflow, because its first poll failed. */
	onDeactivation(error: Error): void;
}

const MAX_ATTEMPTS = 5;
const ATTEMPT_MS = 4_000;
const BUDGET_MS = 300_000;
/** The budget of a poll that the scheduler runs. */
const SCHEDULER_BUDGET_MS = 36_000;
let processes = 0;

function parametersOf({ trigger }: Month): Record<string, unknown> {
	const { event, lookbackDays, startDaysBack } = trigger;
	const start = startDaysBack === undefined ? {} : { startDate: new Date(PUBLISHED - startDaysBack * DAY).toISOString() };
	return { event, startFrom: startDaysBack === undefined ? 'now' : 'date', startDate: '', simplify: true, filters: {}, options: { lookbackDays }, ...start };
}

/** Has to be started with `publish`. */
export class MonthHost {
	/** What n8n's database has of the static data. */
	private saved: string | undefined;
	/** With static data, n8n keeps one context and one state for all polls of an activation. */
	private activation: { context: IPollFunctions; staticData: IDataObject } | undefined;
	private processId = ++processes;
	/** Whether the trigger has a state in memory, saved or not. */
	private isRemembered = false;
	private isDamaged = false;
	private claim = 0;
	losesCommits = false;

	constructor(
		private readonly month: Month,
		private readonly api: MonthApi,
		private readonly now: () => number,
		private readonly pass: (millis: number) => void,
		private readonly listener: HostListener,
	) {}

	/** Whether there is a workflow to poll. */
	get isActive(): boolean {
		return this.activation !== undefined;
	}

	/** The user publishes the workflow, for the first time or again. It stays inactive if that fails. */
	async publish(mode: WorkflowActivateMode): Promise<Error | undefined> {
		const staticData = this.load();
		const activation = { context: this.createContext(staticData, mode, BUDGET_MS), staticData };
		this.activation = undefined;
		// What was never saved starts anew.
		if (mode === 'activate' && (this.saved === undefined || this.isDamaged)) this.isRemembered = false;
		const error = await this.run(activation, true);
		if (error === undefined) this.activation = activation;
		return error;
	}

	/** n8n ends and starts again. What it has not saved is lost, and the trigger's modules are loaded again. */
	async restart(): Promise<void> {
		const wasActive = this.isActive;
		this.stop();
		if (this.month.trigger.store !== 'static data') {
			// The scheduler polls at its next time.
			const staticData = this.load();
			if (wasActive) this.activation = { context: this.createContext(staticData, 'init', BUDGET_MS), staticData };
			return;
		}
		for (let attempt = 1; wasActive && !this.isActive; attempt++) {
			const error = await this.publish('init');
			if (error !== undefined && attempt === MAX_ATTEMPTS) return this.listener.onDeactivation(error);
			if (error !== undefined) this.pass(ATTEMPT_MS);
		}
	}

	/** Something else overwrites the state. */
	damage(): void {
		const damaged = { delivery: { v: 2 } };
		this.saved = JSON.stringify(damaged);
		if (this.activation !== undefined) Object.assign(this.activation.staticData, damaged);
		this.isDamaged = true;
		this.isRemembered = false;
	}

	/** The end of the process. The trigger recognizes it by the ID of the workflow, which stands for its memory. */
	private stop(): void {
		this.activation = undefined;
		this.processId = ++processes;
		this.isRemembered = false;
	}

	/** One poll at its time. With `overlaps`, another one starts while it waits for its first reply. */
	async tick(overlaps: boolean): Promise<void> {
		if (this.activation === undefined) return;
		// Without durable cursors, nothing keeps two polls of the scheduler apart except that none takes so long.
		if (overlaps && this.month.trigger.store !== 'scheduler alone') this.api.whileWaiting = async () => await this.tick(false);
		const error = await this.run(this.pollContext(this.activation), false);
		if (error !== undefined) this.listener.onError(error);
	}

	private pollContext(activation: NonNullable<MonthHost['activation']>) {
		if (this.month.trigger.store === 'static data') return activation;
		const staticData = this.load();
		return { context: this.createContext(staticData, 'update', SCHEDULER_BUDGET_MS), staticData };
	}

	private load(): IDataObject {
		return JSON.parse(this.saved ?? '{}');
	}

	private async run({ context, staticData }: NonNullable<MonthHost['activation']>, isActivation: boolean): Promise<Error | undefined> {
		const claim = ++this.claim;
		const isNew = (this.saved === undefined || this.isDamaged) && !this.isRemembered;
		const from = this.now();
		this.api.startPoll();
		try {
			const output = await poll(context, this.month.trigger.limits);
			if (isNew) this.listener.onNewStream(from, this.isDamaged || this.month.trigger.startDaysBack === undefined);
			this.isRemembered = true;
			this.commit(staticData, output?.[0], isActivation, claim);
			return undefined;
		} catch (error) {
			return error instanceof Error ? error : new Error(String(error));
		}
	}

	/** Saves the state and starts an execution, as far as n8n does so. */
	private commit(staticData: IDataObject, items: INodeExecutionData[] | undefined, isActivation: boolean, claim: number): void {
		const { store } = this.month.trigger;
		// A later poll has taken over, or the database has refused the transaction.
		if (store === 'durable cursors' && (claim !== this.claim || this.losesCommits)) return;
		if (items !== undefined || (store === 'durable cursors' && !isActivation) || (store === 'static data' && isActivation)) {
			this.saved = JSON.stringify(staticData);
			this.isDamaged = false;
		}
		if (items !== undefined) this.listener.onItems(items.map(({ json }) => String(json.cdr_id ?? json.archive_id)));
	}

	private createContext(staticData: IDataObject, activationMode: WorkflowActivateMode, budgetMs: number): IPollFunctions {
		const workflowId = `month-${this.processId}`;
		const log = () => undefined;
		return Object.assign(Object.create(null), fakeContext(parametersOf(this.month)), {
			getMode: () => 'trigger',
			getActivationMode: () => activationMode,
			getWorkflow: () => ({ id: workflowId, name: 'Month', active: true }),
			getWorkflowStaticData: () => staticData,
			getCredentials: async () => ({ ...credential }),
			getPollBudgetMs: () => budgetMs,
			logger: { info: log, warn: log, error: log, debug: log },
			helpers: { httpRequestWithAuthentication: async (_name: string, request: Parameters<MonthApi['request']>[0]) => await this.api.request(request) },
		});
	}
}
