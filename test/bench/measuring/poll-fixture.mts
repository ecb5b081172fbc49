/** What one poll of the trigger works with: a reply of the API, and a state that knows part of it. */
import { ObservableObject, type IDataObject, type IPollFunctions } from 'n8n-workflow';

import { addKeys, recordKey } from '../../../nodes/EnableXVideoTrigger/delivery/knownKeys';
import { fingerprint, streamFrom } from '../../../nodes/EnableXVideoTrigger/delivery/savedState';
import { DAY, dayOf, startOfDay } from '../../../nodes/shared/time/days';
import { buildCdr } from '../../sandbox/cdr-record.mts';

/** What the trigger remembers between polls. */
export type DeliveryState = ReturnType<typeof streamFrom>;

const credential = {
	appId: 'app',
	appKey: 'key',
	baseUrl: 'https://api.enablex.io/video/v2',
	recordingsHosts: '*.enablex.io',
};
const stream = fingerprint({ ...credential, event: 'cdr', roomId: '' });

const CALL_MS = 300_000;

const hex = (index: number, prefix: string) => prefix + index.toString(16).padStart(24 - prefix.length, '0');

const ROOM_ID = '5f0ae1c2d3b4a5968778695a';
const ROOM = { room_id: ROOM_ID, name: 'Weekly sync', owner_ref: 'deal-1', settings: { mode: 'group', participants: '10' }, sip: { enabled: false } };

/** The CDR of a call that ended at `leftAt` (milliseconds), as the API lists it. */
export function makeCdr(index: number, leftAt: number): IDataObject {
	const frame = {
		appId: credential.appId,
		confNum: hex(Math.floor(index / 4), 'c'),
		roomId: ROOM_ID,
		cdrId: hex(index, 'd'),
		roomDetails: ROOM,
		sessionSeconds: CALL_MS / 1000,
		visibleAt: 0,
	};
	const user = {
		callNum: hex(index, 'e'),
		logId: `log${index}`,
		name: `User ${index}`,
		userRef: `user-${index}`,
		role: 'participant' as const,
		quality: 'Good' as const,
		joinedAt: leftAt - CALL_MS,
		leftAt,
		ip: '192.0.2.100',
		agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
		audio: true,
		video: true,
		screen: false,
		sip: false,
	};
	return buildCdr(frame, user, leftAt).cdr as IDataObject;
}

const dayOfRecord = (record: IDataObject) => dayOf(Date.parse(String(record.trans_date)));

function groupByDay(records: readonly IDataObject[]): Map<number, IDataObject[]> {
	const days = new Map<number, IDataObject[]>();
	for (const record of records) {
		const day = dayOfRecord(record);
		const others = days.get(day);
		if (others) others.push(record);
		else days.set(day, [record]);
	}
	return days;
}

/** A state that knows these records, plus a number (`others`) of made-up ones from two days ago. */
export function stateKnowing(records: readonly IDataObject[], others: number, now: number): DeliveryState {
	const today = dayOf(now);
	const state = streamFrom(stream, 'now', startOfDay(today - 2));
	const keys = [
		...records.map((record) => ({ key: recordKey(String(record.cdr_id)), day: dayOfRecord(record) })),
		...Array.from({ length: others }, (_, index) => ({ key: recordKey(hex(index, 'f')), day: today - 2 })),
	];
	return { ...state, newest: today, swept: now, known: addKeys(state.known, keys) };
}

const logger = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };
const PARAMETERS: IDataObject = { event: 'cdr', startFrom: 'now', filters: {}, simplify: true, options: {} };

/** The days that a request covers, inclusive, counted from 1970. */
function daysOf(url: string): { from: number; to: number } {
	const [from, to] = url.split('/').slice(-2).map((day) => Date.parse(day) / DAY);
	return { from, to };
}

export interface PollFixture {
	context: IPollFunctions;
	/** Size of the state as n8n saves it after a poll, in bytes. */
	stateBytes(): number;
}

type Request = IPollFunctions['helpers']['httpRequestWithAuthentication'];

/** The context of a poll without n8n and without HTTP: replies are available immediately, already parsed. */
export function createPollFixture(state: DeliveryState, records: readonly IDataObject[]): PollFixture {
	const byDay = groupByDay(records);
	const listed = ({ from, to }: { from: number; to: number }) =>
		Array.from({ length: to - from + 1 }, (_, index) => byDay.get(from + index) ?? []).flat();
	return createPollContext(structuredClone(state), async (_name, { url }) => ({
		statusCode: 200,
		headers: {},
		body: { result: '0', cdr: listed(daysOf(url)) },
	}));
}

/** The context of polls without n8n that send their requests with this function. Without a state, the first one starts from now. */
export function createPollContext(state: DeliveryState | undefined, request: Request): PollFixture {
	const staticData: IDataObject = ObservableObject.create({}, undefined, { ignoreEmptyOnFirstChild: true });
	if (state !== undefined) staticData.delivery = state;
	const context: IPollFunctions = Object.assign(Object.create(null), {
		getMode: () => 'trigger',
		getActivationMode: () => 'update',
		getNode: () => ({ id: 'n', name: 'EnableX Video Trigger', type: 'trigger', typeVersion: 1, position: [0, 0], parameters: {} }),
		getWorkflow: () => ({ id: 'w', active: true }),
		getTimezone: () => 'UTC',
		getPollBudgetMs: () => 300_000,
		getNodeParameter: (name: string, fallback: unknown) => PARAMETERS[name] ?? fallback,
		getCredentials: async () => credential,
		getWorkflowStaticData: () => staticData,
		logger,
		helpers: { httpRequestWithAuthentication: request },
	});
	return { context, stateBytes: () => JSON.stringify(staticData).length };
}
