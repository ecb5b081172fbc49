import type { INodeExecutionData } from 'n8n-workflow';

import { DeliveryLog, type Delivered, type DeliverySummary, type Expected } from './delivery-log.mts';
import { PublishedWorkflow, type StateSize } from './published-workflow.mts';
import { watchTraffic, type Traffic } from './traffic.mts';
import type { Simulation } from './simulation.mts';

export interface StreamResult {
	event: StreamEvent;
	summary: DeliverySummary;
	failedPolls: number;
	/** The polls among these that failed although the API worked. */
	failedWithoutOutage: number;
	/** Time and message of the first such failure. */
	firstProblem?: string;
	/** How often n8n gave up on the workflow at a restart, so that it had to be republished. */
	deactivations: number;
	state: StateSize;
	traffic: Traffic;
}

export type StreamEvent = 'cdr' | 'recording' | 'session';

/** What an item says about its record, and the API list that it comes from. */
const EVENTS = {
	cdr: { read: ({ json }: INodeExecutionData): Delivered => ({ id: String(json.cdr_id) }), list: 'cdr' },
	recording: { read: ({ json }: INodeExecutionData): Delivered => ({ id: String(json.archive_id) }), list: 'archive' },
	session: {
		read: ({ json }: INodeExecutionData): Delivered => ({ id: String(json.conf_num), time: Date.parse(String(json.ended_at)), size: Number(json.connection_count) }),
		list: 'cdr',
	},
} as const;

const trafficOf = watchTraffic();

/** A workflow with one event of the trigger, and the log of what it emits. */
export class Stream {
	readonly workflow: PublishedWorkflow;
	readonly log: DeliveryLog;
	private failedPolls = 0;
	private failedWithoutOutage = 0;
	private deactivations = 0;
	private firstProblem: string | undefined;
	private readonly trafficBefore: Traffic;
	private isOutage = false;

	constructor(
		readonly event: StreamEvent,
		expected: ReadonlyMap<string, Expected>,
		{ publishedAt, downtime }: Simulation,
	) {
		this.log = new DeliveryLog(expected, publishedAt, downtime);
		this.trafficBefore = { ...trafficOf(EVENTS[event].list) };
		this.workflow = new PublishedWorkflow(
			{ event, startFrom: 'now', simplify: true, filters: {}, options: {} },
			{
				onItems: (items) => this.log.record(items.map(EVENTS[event].read), Date.now()),
				onError: (error) => this.recordFailure(error),
			},
		);
	}

	/** Sets whether failures are expected from now on. */
	expectOutage(isOutage: boolean): void {
		this.isOutage = isOutage;
	}

	/** Records that n8n could not activate the workflow. */
	recordDeactivation(): void {
		this.deactivations++;
	}

	result(): StreamResult {
		const { calls, bytes } = trafficOf(EVENTS[this.event].list);
		return {
			event: this.event,
			summary: this.log.summarize(),
			failedPolls: this.failedPolls,
			failedWithoutOutage: this.failedWithoutOutage,
			...(this.firstProblem !== undefined && { firstProblem: this.firstProblem }),
			deactivations: this.deactivations,
			state: this.workflow.largest,
			traffic: { calls: calls - this.trafficBefore.calls, bytes: bytes - this.trafficBefore.bytes },
		};
	}

	private recordFailure({ message }: Error): void {
		this.failedPolls++;
		if (this.isOutage) return;
		this.failedWithoutOutage++;
		this.firstProblem ??= `${new Date(Date.now()).toISOString()}: ${message}`;
	}
}
