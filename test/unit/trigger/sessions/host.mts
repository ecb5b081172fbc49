/** n8n with one trigger for Session Ended: the real poll, with a clock and an API of the test. */
import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { poll } from '../../../../nodes/EnableXVideoTrigger/poll';
import { credential, fakeContext } from '../../../lib/fakes.mts';
import { reply, routeOf, type Route, type Sent, type SessionApi } from './model.mts';

export interface SessionHostOptions {
	api: SessionApi;
	/** Whether n8n saves the state after each poll, or only after that of the activation and with items (n8n-host.md 2.4). */
	isDurable: boolean;
	parameters?: IDataObject;
}

/** What happens in a poll. */
export interface PollOptions {
	/** How far the clock of n8n is ahead of the API's, in milliseconds. */
	offset?: number;
	/** The kinds of requests that fail, and with which HTTP status. */
	failing?: readonly Route[];
	status?: number;
	/** Whether n8n restarts before the poll. */
	restarts?: boolean;
	/** Whether it is the test step. */
	isTest?: boolean;
	/** The time that n8n grants the poll. */
	budgetMs?: number;
}

/** A session that came, and when by the API's clock. */
export interface Delivered {
	at: number;
	item: IDataObject;
	/** Whether the poll said that it delivers something without what has failed for a day. */
	hasGivenUp: boolean;
}

const defaults = { event: 'session', startFrom: 'now', startDate: '', filters: {}, options: {}, simplify: true };
let processes = 0;

export class SessionHost {
	readonly delivered: Delivered[] = [];
	readonly errors: Error[] = [];
	/** The requests of the last poll. */
	sent: Sent[] = [];
	/** What n8n's log says. */
	readonly warnings: string[] = [];
	/** Requests with this ID fail. */
	failsFor: string | undefined;
	private process = ++processes;
	private saved = '{}';
	private staticData: IDataObject = {};
	parameters: IDataObject;

	constructor(private readonly options: SessionHostOptions) {
		this.parameters = { ...defaults, ...options.parameters };
	}

	get state(): string {
		return JSON.stringify(this.staticData);
	}

	/** Polls at a time of the API's clock. */
	async poll(at: number, options: PollOptions = {}): Promise<IDataObject[]> {
		if (options.restarts) {
			this.process = ++processes;
			this.staticData = JSON.parse(this.saved);
		}
		const clock = jest.spyOn(Date, 'now').mockReturnValue(at + (options.offset ?? 0));
		this.sent = [];
		const warningsBefore = this.warnings.length;
		try {
			const output = await poll(this.context(at, options));
			const items = output?.[0].map(({ json }) => json) ?? [];
			if (options.isTest) return items;
			const hasGivenUp = this.warnings.slice(warningsBefore).some((text) => text.includes('After a day of failures'));
			for (const item of items) this.delivered.push({ at, item, hasGivenUp });
			if (this.options.isDurable || items.length > 0 || this.saved === '{}') this.saved = JSON.stringify(this.staticData);
			return items;
		} catch (error) {
			this.errors.push(error as Error);
			return [];
		} finally {
			clock.mockRestore();
		}
	}

	private context(at: number, { failing = [], status = 503, isTest, budgetMs = 300_000 }: PollOptions): IPollFunctions {
		const httpRequestWithAuthentication = async (_name: string, { url }: { url: string }) => {
			const sent = routeOf(url);
			this.sent.push(sent);
			if (failing.includes(sent.route) || sent.id === this.failsFor) return await Promise.resolve({ statusCode: status, headers: {}, body: { result: 1, error: `${sent.route} fails`, desc: '' } });
			return await Promise.resolve(reply(this.options.api, sent, at));
		};
		return Object.assign(Object.create(null), fakeContext(this.parameters), {
			helpers: { httpRequestWithAuthentication },
			getCredentials: async () => await Promise.resolve(credential),
			getMode: () => (isTest ? 'manual' : 'trigger'),
			getActivationMode: () => 'update',
			getWorkflow: () => ({ id: `process-${this.process}` }),
			getWorkflowStaticData: () => this.staticData,
			getPollBudgetMs: () => budgetMs,
			logger: { warn: (text: string) => void this.warnings.push(text), info: () => undefined },
		});
	}
}
