import type { Clock } from './clock.mts';
import type { SandboxSettings } from './control-types.mts';
import type { Notifier } from './notifier.mts';
import type { FaultQueue } from './faults.mts';
import type { Ids } from './ids.mts';
import type { RequestLog } from './request-log.mts';
import type { State, Store } from './store.mts';

/** What every route works with. */
export interface Context {
	store: Store;
	clock: Clock;
	ids: Ids;
	settings: SandboxSettings;
	faults: FaultQueue;
	log: RequestLog;
	notifier: Notifier;
	/** Creates the initial state, for reset. */
	freshState: () => State;
	/** Set once both servers listen. */
	origins: { api: string; files: string };
}

/** `parent_partner_id` of every CDR: the EnableX customer who owns all projects of a sandbox. */
export const PARTNER_ID = '73616e64626f7800000000aa';
