import type { INodeProperties } from 'n8n-workflow';

import { listFields } from '../../../shared/descriptions/common';
import { findSessionsByFields } from '../../../shared/descriptions/findBy';
import { readFindSessionsBy, type FindSessionsBy } from '../../../shared/parameters/findBy';
import { readOption } from '../../../shared/parameters/parameters';
import { groupByConference, sessionParticipants, withRecordings, type Session } from '../../../shared/records/session';
import { DAY } from '../../../shared/time/days';
import { mapConcurrently } from '../../execution/concurrency';
import type { ItemContext } from '../../execution/itemContext';
import type { Operation } from '../../execution/operation';
import { concurrencyPerItem } from '../../execution/options';
import { newestSessions, type FoundSession } from './newestSessions';
import { readSessionOptions, type SessionOptions } from './options';
import { createListRecords, requests, type ListRecords } from './requests';

const showForSessionGetAll = { resource: ['session'], operation: ['getAll'] };
const OUTPUTS = ['session', 'participant'] as const;

export const sessionGetAllFields: INodeProperties[] = [
	...findSessionsByFields(showForSessionGetAll),
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'session',
		description: 'What one item represents: a session with its participants, or one participant of a session. Limit counts sessions in both cases.',
		displayOptions: { show: showForSessionGetAll },
		options: [
			{ name: 'One Item per Participant', value: 'participant', description: 'Each person with their minutes, ready for a table' },
			{ name: 'One Item per Session', value: 'session', description: 'Each session with its length, people and minutes' },
		],
	},
	...listFields(showForSessionGetAll),
];

/** The requests of each option of Find By. */
const REQUESTS = {
	period: { cdrs: 'cdrsByPeriod', archives: 'archivesByPeriod' },
	room: { cdrs: 'cdrsByRoom', archives: 'archivesByRoom' },
	roomAndPeriod: { cdrs: 'cdrsByRoomAndPeriod', archives: 'archivesByRoomAndPeriod' },
} as const;

type Input = FindSessionsBy & SessionOptions & { perParticipant: boolean };

const RETENTION_DAYS = 90;

/** EnableX lists what it still has, and the API does not say that older sessions are missing (enablex-api.md 11). */
function hintAtRetention(context: ItemContext, { period }: Input): void {
	if (period !== undefined && period.from < Date.now() - RETENTION_DAYS * DAY) {
		context.addHint?.(`EnableX keeps sessions for ${RETENTION_DAYS} days. The period starts earlier, so older sessions may be missing`);
	}
}

/**
 * The time up to which the list has all CDRs, in milliseconds since 1970. The last requested day does not count: it is not
 * documented whether the API includes it (enablex-api.md 7). A search up to now has all that there are.
 */
const endOfReadDays = ({ period, lastDay }: Input): number =>
	period === undefined || lastDay === undefined || period.to === Infinity ? Infinity : Date.parse(lastDay);

/** Lists the CDRs of the search and returns its newest sessions. */
async function findSessions(context: ItemContext, listRecords: ListRecords, input: Input): Promise<FoundSession[]> {
	const { findBy, period, limit } = input;
	const cdrs = await listRecords(REQUESTS[findBy].cdrs, input);
	const listed = groupByConference(cdrs);
	const grouped = [...listed.values()].reduce((sum, group) => sum + group.length, 0);
	if (grouped < cdrs.length) context.onSkippedEntries?.(cdrs.length - grouped);
	const readTo = endOfReadDays(input);
	return await newestSessions(listed, { period, limit, readTo }, async (conferenceNumbers) =>
		await mapConcurrently(conferenceNumbers, concurrencyPerItem(context), async (conferenceNumber) =>
			await listRecords('cdrsByConference', { conferenceNumber })),
	);
}

/**
 * Adds the recordings: from one list for the same days or room, and for a session that goes on after these days from its
 * own archives.
 */
async function addRecordings(context: ItemContext, listRecords: ListRecords, found: FoundSession[], input: Input): Promise<Session[]> {
	const listed = groupByConference(await listRecords(REQUESTS[input.findBy].archives, input));
	return await mapConcurrently(found, concurrencyPerItem(context), async ({ session, state }) => {
		const conferenceNumber = session.conf_num ?? '';
		const archives = state === 'completed' ? await listRecords('archivesByConference', { conferenceNumber }) : listed.get(conferenceNumber);
		return withRecordings(session, archives ?? []);
	});
}

export const getSessions: Operation<Input> = {
	requests,
	read: (context) => ({
		...readFindSessionsBy(context),
		...readSessionOptions(context),
		perParticipant: readOption(context, 'output', 'Output', OUTPUTS) === 'participant',
	}),
	async run(context, input, defaults) {
		hintAtRetention(context, input);
		const listRecords = createListRecords(context, defaults);
		const found = await findSessions(context, listRecords, input);
		const sessions = found.map(({ session }) => session);
		if (input.perParticipant) return sessions.flatMap(sessionParticipants).map((json) => ({ json }));
		const isRecorded = input.includeRecordings && found.length > 0;
		return (isRecorded ? await addRecordings(context, listRecords, found, input) : sessions).map((json) => ({ json }));
	},
};
