/** Random months for the hostile soak: an account, a trigger, and what goes wrong. Hours count from when the workflow is published. */
import * as fc from 'fast-check';

import type { EventName } from '../../../../nodes/EnableXVideoTrigger/events';
import type { Limits } from '../../../../nodes/EnableXVideoTrigger/delivery/collect';

export const MONTH_HOURS = 30 * 24;

/** Where n8n keeps the state of the trigger (n8n-host.md 2.2, 2.4). */
export const STORES = ['static data', 'durable cursors', 'scheduler alone'] as const;
export type Store = (typeof STORES)[number];

export interface TriggerPlan {
	event: EventName;
	store: Store;
	/** How many days before publishing the stream starts. Not set for Start From Now. */
	startDaysBack?: number;
	lookbackDays: number;
	pollMinutes: number;
	limits: Partial<Limits>;
}

export interface ApiPlan {
	includesLastDay: boolean;
	order: 'oldest first' | 'newest first';
	/** Whether its replies have a Date header. */
	sendsDate: boolean;
	/** By how many days the day under which it lists a record differs from that of the record's time. */
	filedDays: -1 | 0 | 1;
	/** It refuses requests that name more days. Not set if it has no such limit. */
	maxDays?: number;
	/** Whether it times out if a reply would have more records than the five busiest days in a row. */
	hasSizeLimit: boolean;
	listingSeconds: number;
	/** Whether each list has an entry that is no record. */
	listsNull: boolean;
}

/** What a record shows as its time. */
export const SHOWN_TIMES = ['its time', 'no time', '9999-12-31T23:59:59.999Z', '1970-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z'] as const;

/** Records that are logged one after the other. */
export interface Group {
	hour: number;
	count: number;
	apartMinutes: number;
	/** How late the API lists them, as a part of the lookback. */
	lateness: number;
	/** How long a recording takes until its file is available, in hours. */
	waitHours: number;
	/** Whether a recording has no file at all while it waits. */
	startsWithoutFiles: boolean;
	shows: (typeof SHOWN_TIMES)[number];
}

/** How the API looks while it is down. */
export const OUTAGES = ['503', '429', '401 page', '403 page', '404 page', '200 page', 'reset'] as const;

/** Something that goes wrong for some hours. */
export type Hazard = { hour: number; hours: number } & (
	| { kind: 'outage'; looks: (typeof OUTAGES)[number]; every: number }
	| { kind: 'trickle'; every: number }
	| { kind: 'slow listings'; seconds: number }
	| { kind: 'wrong clock'; aheadHours: number }
	| { kind: 'lost commits' | 'overlapping polls' | 'n8n is down' | 'restarts' | 'republishing' | 'damaged state' }
);

export interface Month {
	trigger: TriggerPlan;
	api: ApiPlan;
	/** Records on each day, from 75 days before publishing until the end. */
	perDay: number;
	groups: Group[];
	hazards: Hazard[];
}

const oneIn = (count: number) => fc.nat({ max: count - 1 }).map((n) => n === 1);
/** A value once in so many times, otherwise the one that is harmless. */
const rarely = <T, U>(count: number, value: fc.Arbitrary<T>, harmless: U) =>
	fc.oneof({ arbitrary: fc.constant(harmless), weight: count - 1 }, { arbitrary: value, weight: 1 });

const trigger: fc.Arbitrary<TriggerPlan> = fc.record({
	event: fc.constantFrom<EventName[]>('cdr', 'cdr', 'recording'),
	store: fc.constantFrom(...STORES),
	startDaysBack: fc.oneof(fc.constant(undefined), fc.constant(undefined), fc.constantFrom(0, 1, 3, 30, 75)),
	lookbackDays: fc.constantFrom(2, 2, 1, 5, 30),
	pollMinutes: fc.constantFrom(60, 60, 20, 180),
	limits: rarely(3, fc.record({ maxKnown: fc.integer({ min: 1, max: 150 }), maxEmitted: fc.integer({ min: 5, max: 60 }) }, { requiredKeys: [] }), {}),
});

const api: fc.Arbitrary<ApiPlan> = fc.record({
	includesLastDay: fc.boolean(),
	order: fc.constantFrom<ApiPlan['order'][]>('oldest first', 'newest first'),
	sendsDate: oneIn(4).map((lacks) => !lacks),
	filedDays: rarely(3, fc.constantFrom<ApiPlan['filedDays'][]>(-1, 1), 0),
	maxDays: rarely(4, fc.constantFrom(5, 7), undefined),
	hasSizeLimit: oneIn(4),
	listingSeconds: fc.constantFrom(0.2, 0.2, 2, 8),
	listsNull: oneIn(4),
});

/** From 75 days before publishing, because an early Start Date asks for them. */
const group: fc.Arbitrary<Group> = fc.record({
	hour: fc.oneof({ arbitrary: fc.integer({ min: 0, max: MONTH_HOURS - 1 }), weight: 4 }, { arbitrary: fc.integer({ min: -75 * 24, max: 0 }), weight: 1 }),
	count: rarely(6, fc.integer({ min: 20, max: 150 }), 1),
	apartMinutes: fc.constantFrom(0, 0, 1, 10),
	lateness: rarely(2, fc.constantFrom(1, 0.99, 0.5, 0.1), 0),
	waitHours: rarely(2, fc.constantFrom(1, 30, 200, 719), 0),
	startsWithoutFiles: fc.boolean(),
	shows: rarely(5, fc.constantFrom(...SHOWN_TIMES), 'its time' as const),
});

const hazard: fc.Arbitrary<Hazard> = fc
	.tuple(
		fc.record({ hour: fc.nat({ max: MONTH_HOURS - 1 }), hours: fc.constantFrom(1, 3, 12, 40, 100) }),
		fc.oneof(
			fc.record({ kind: fc.constant('outage' as const), looks: fc.constantFrom(...OUTAGES), every: fc.constantFrom(1, 2, 3) }),
			fc.record({ kind: fc.constant('trickle' as const), every: fc.constantFrom(1, 2, 3) }),
			fc.record({ kind: fc.constant('slow listings' as const), seconds: fc.constantFrom(8, 20, 100) }),
			fc.record({ kind: fc.constant('wrong clock' as const), aheadHours: fc.oneof(fc.integer({ min: -30, max: 30 }), fc.constantFrom(-300 * 24, -100 * 24, -9 * 24, 9 * 24, 100 * 24, 300 * 24)) }),
			fc.record({ kind: fc.constantFrom('lost commits' as const, 'overlapping polls' as const, 'n8n is down' as const, 'restarts' as const, 'republishing' as const, 'damaged state' as const) }),
		),
	)
	.map(([when, what]) => ({ ...when, ...what }));

/**
 * Any month. A smaller one has fewer records and hazards. If an API without a Date header also files records
 * under another day, a state that is full may never see that a day has passed.
 */
export const month: fc.Arbitrary<Month> = fc.record({
	trigger,
	api,
	perDay: fc.constantFrom(0, 1, 5, 40),
	groups: fc.array(group, { maxLength: 30, size: 'max' }),
	hazards: fc.array(hazard, { maxLength: 10, size: 'max' }),
}).map((plan) => ({ ...plan, api: { ...plan.api, sendsDate: plan.api.sendsDate || (plan.trigger.limits.maxKnown !== undefined && plan.api.filedDays !== 0) } }));
