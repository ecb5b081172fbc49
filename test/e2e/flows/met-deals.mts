import { DateTime } from 'luxon';
import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import type { RunSessionInput, SessionResult } from '../../sandbox/index.mts';
import type { Deal } from '../services/hubspot.mts';
import type { FlowFixture } from './fixture.mts';

/** The deals whose meetings take place in examples 09 and 10. */
export const MET_DEALS: readonly Deal[] = [201, 202, 203, 204].map((id) => ({ id, contactId: 11, properties: { dealname: `Deal ${id}` } }));

/** A session counts as over when nobody has left it for five minutes. */
const ENDED_MINUTES_AGO = 10;

/** Runs a session of 20 minutes that ended ten minutes ago. */
export async function runEndedSession({ host }: FlowFixture, input: RunSessionInput): Promise<SessionResult> {
	const startAt = DateTime.utc().minus({ minutes: ENDED_MINUTES_AGO + 20 }).toISO();
	return await requireSandbox(host).control.runSession({ ...input, startAt, users: input.users.map((user) => ({ seconds: 1200, ...user })) });
}

/** Seconds from the end of such a session until a moment some seconds from now. */
export const secondsFromNow = (seconds: number): number => ENDED_MINUTES_AGO * 60 + seconds;
