import type { IDataObject } from 'n8n-workflow';

import type { Poller } from './poller.mts';
import { NOON, type PollerKind, type Scene } from './trigger-scene.mts';

/** The day of NOON, as states count days. */
export const TODAY = Math.floor(Date.parse(NOON) / 86_400_000);

const stateOf = ({ saved }: Poller): IDataObject => Object({ ...saved }.delivery);

/** The keys of the known records, by day. */
export const knownOf = (poller: Poller): IDataObject => Object(stateOf(poller).known);

const keys = (count: number) => 'twelve chars'.repeat(count);

/** A running trigger with a lookback of three days, in an empty sandbox at NOON, that knows as many records as it can. */
export async function fullPoller(scene: Scene, Kind: PollerKind): Promise<Poller> {
	await scene.control.reset();
	await scene.begin();
	const poller = scene.poller(Kind, { options: { lookbackDays: 3 } });
	await poller.publish();
	await poller.tick();
	const known = { [TODAY - 3]: keys(100_000), [TODAY - 2]: keys(200_000), [TODAY]: keys(100_000) };
	poller.overwrite({ delivery: { ...stateOf(poller), floor: TODAY - 3, newest: TODAY, known } });
	await poller.restart();
	await scene.passMinutes(1);
	return poller;
}
