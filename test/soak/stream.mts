import type { INodeExecutionData } from 'n8n-workflow';

import { Ledger, type Balance, type Expected } from './ledger.mts';
import { PublishedWorkflow, type StateSize } from './published-workflow.mts';
import { watchTraffic, type Traffic } from './traffic.mts';
import type { World } from './world.mts';

export interface StreamResult {
	event: StreamEvent;
	balance: Balance;
	failedPolls: number;
	/** Of these, the polls that failed though the API was fine; with the message of the first one. */
	failedWithoutOutage: number;
	firstProblem?: string;
	/** How often n8n gave the workflow up at a restart, so that it had to be published again. */
	switchedOff: number;
	state: StateSize;
	traffic: Traffic;
}

export type StreamEvent = 'cdr' | 'recording';

/** The id of an item, and the list of the API that it comes from. */
const EVENTS = {
	cdr: { idOf: ({ json }: INodeExecutionData) => String(json.cdr_id), list: 'cdr' },
	recording: { idOf: ({ json }: INodeExecutionData) => String(json.archive_id), list: 'archive' },
} as const;

const trafficOf = watchTraffic();

/** A workflow with one event of the trigger, and the account of what comes out of it. */
export class Stream {
	readonly workflow: PublishedWorkflow;
	readonly ledger: Ledger;
	private failedPolls = 0;
	private failedWithoutOutage = 0;
	private switchedOff = 0;
	private firstProblem: string | undefined;
	private readonly trafficBefore: Traffic;
	private isOutage = false;

	constructor(
		readonly event: StreamEvent,
		expected: ReadonlyMap<string, Expected>,
		{ publishedAt, downtime }: World,
	) {
		this.ledger = new Ledger(expected, publishedAt, downtime);
		this.trafficBefore = { ...trafficOf(EVENTS[event].list) };
		this.workflow = new PublishedWorkflow(
			{ event, startFrom: 'now', simplify: true, filters: {}, options: {} },
			{
				onItems: (items) => this.ledger.enter(items.map(EVENTS[event].idOf), Date.now()),
				onError: (error) => this.enterFailure(error),
			},
		);
	}

	/** Whether failures are to be expected from here on. */
	expectOutage(isOutage: boolean): void {
		this.isOutage = isOutage;
	}

	/** Enters that n8n could not activate the workflow. */
	enterOff(): void {
		this.switchedOff++;
	}

	result(): StreamResult {
		const { calls, bytes } = trafficOf(EVENTS[this.event].list);
		return {
			event: this.event,
			balance: this.ledger.balance(),
			failedPolls: this.failedPolls,
			failedWithoutOutage: this.failedWithoutOutage,
			...(this.firstProblem !== undefined && { firstProblem: this.firstProblem }),
			switchedOff: this.switchedOff,
			state: this.workflow.largest,
			traffic: { calls: calls - this.trafficBefore.calls, bytes: bytes - this.trafficBefore.bytes },
		};
	}

	private enterFailure({ message }: Error): void {
		this.failedPolls++;
		if (this.isOutage) return;
		this.failedWithoutOutage++;
		this.firstProblem ??= `${new Date(Date.now()).toISOString()}: ${message}`;
	}
}
