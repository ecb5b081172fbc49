import type { IDataObject } from 'n8n-workflow';

import type { Poller } from './poller.mts';
import { NOON, type PollerKind, type TriggerFixture } from './trigger-fixture.mts';

/** The day of NOON, numbered as in the state. */
export const TODAY = Math.floor(Date.parse(NOON) / 86_400_000);

const stateOf = ({ saved }: Poller): IDataObject => Object({ ...saved }.delivery);

/** The keys of the known records, by day. */
export const knownOf = (poller: Poller): IDataObject => Object(stateOf(poller).known);

const keys = (count: number) => 'twelve chars'.repeat(count);

/** A running trigger with a lookback of three days and as many known records as it can have, in an empty sandbox at NOON. */
export async function fullPoller(fixture: TriggerFixture, Kind: PollerKind): Promise<Poller> {
	await fixture.control.reset();
	await fixture.begin();
	const poller = fixture.poller(Kind, { options: { lookbackDays: 3 } });
	await poller.publish();
	await poller.tick();
	const known = { [TODAY - 3]: keys(100_000), [TODAY - 2]: keys(200_000), [TODAY]: keys(100_000) };
	poller.overwrite({ delivery: { ...stateOf(poller), floor: TODAY - 3, newest: TODAY, known } });
	await poller.restart();
	await fixture.passMinutes(1);
	return poller;
}
