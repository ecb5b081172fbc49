import type { IDataObject } from 'n8n-workflow';

import { groupBy } from '../utils/groupBy';
import { toObject, toText } from '../utils/values';
import { connectionSeconds, coveredMillis, millisToIso, spanOf, stayOf } from './stay';

/** A person in a session, however often they connected. A type and not an interface, so that it is a valid item. */
export type Participant = {
	name: string | null;
	user_ref: string | null;
	role: string | null;
	joined_at: string | null;
	left_at: string | null;
	/** The time with at least one connection: two devices at once count once. */
	duration_seconds: number | null;
	connection_count: number;
	call_quality: string | null;
};

const userOf = (cdr: IDataObject) => toObject(cdr.user);

/**
 * What tells people apart: reference and name together. Guests often share a reference, and a name alone is
 * not unique. Connections with neither cannot be told apart and count as one person.
 */
const personKey = (cdr: IDataObject): string => JSON.stringify([toText(userOf(cdr).ref), toText(userOf(cdr).name)]);

const qualityOf = (cdr: IDataObject): string | null => toText(toObject(cdr.stats_quality).call_quality);

/** `Bad` if the quality of any CDR is, `Good` if all known ones are, and `null` if none is known. */
export function worstQuality(cdrs: readonly IDataObject[]): string | null {
	const known = cdrs.flatMap((cdr) => qualityOf(cdr) ?? []);
	// The API documents Good and Bad only. Any other word counts as between the two.
	return known.find((quality) => quality === 'Bad') ?? known.filter((quality) => quality !== 'Good').sort()[0] ?? known[0] ?? null;
}

/** Without any times, the length of a single connection is still known. Several may overlap. */
function personSeconds(cdrs: readonly IDataObject[]): number | null {
	const covered = coveredMillis(cdrs.map(stayOf));
	if (covered !== null) return covered / 1000;
	return cdrs.length === 1 ? connectionSeconds(cdrs[0]) : null;
}

function toParticipant(cdrs: readonly IDataObject[]): Participant {
	const { from, to } = spanOf(cdrs.map(stayOf));
	const { name, ref } = userOf(cdrs[0]);
	return {
		name: toText(name),
		user_ref: toText(ref),
		// Somebody who came back as a moderator keeps the role of their first connection.
		role: cdrs.flatMap((cdr) => toText(userOf(cdr).role) ?? [])[0] ?? null,
		joined_at: millisToIso(from),
		left_at: millisToIso(to),
		duration_seconds: personSeconds(cdrs),
		connection_count: cdrs.length,
		call_quality: worstQuality(cdrs),
	};
}

/** The people behind the CDRs of one session, which are in chronological order: one entry per person, in the order of their arrival. */
export function toParticipants(cdrs: readonly IDataObject[]): Participant[] {
	return [...groupBy(cdrs, personKey).values()].map(toParticipant);
}
