/** Sessions for the soak: rooms with one after the other, adhoc rooms, people who leave early, come back, or stay for days. */
import { Random } from './random.mts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The trigger's defaults: how late a record may be listed, and how long a session has to be quiet. */
const LOOKBACK = 2 * DAY;
const QUIET = 5 * MINUTE;
/** A session without a CDR for so long is over. */
const MAX_SILENCE = DAY;
const PERMANENT_ROOMS = 5;

/** One connection. Times are epoch milliseconds. */
export interface Connection {
	name: string;
	joinedAt: number;
	leftAt: number;
	/** When its CDR is listed. */
	listedAt: number;
}

export interface Meeting {
	/** A number for each permanent room; an adhoc room has this meeting alone. */
	room: number | 'adhoc';
	startAt: number;
	endAt: number;
	connections: Connection[];
	/** When the next meeting of its room has left its first listed CDR. */
	followedAt: number;
}

const wholeSecond = (time: number) => Math.floor(time / SECOND) * SECOND;

/** Half a minute for most CDRs, hours for one in fifty, and almost the whole lookback for one in a hundred. */
function chooseDelay(random: Random): number {
	const kind = random.next();
	if (kind < 0.01) return LOOKBACK - MINUTE;
	return wholeSecond(kind < 0.03 ? random.between(HOUR, LOOKBACK - MINUTE) : Math.min(random.logNormal(20 * SECOND), 4 * MINUTE));
}

function connect(random: Random, name: string, joinedAt: number, leftAt: number): Connection {
	const [from, to] = [wholeSecond(joinedAt), wholeSecond(leftAt)];
	return { name, joinedAt: from, leftAt: to, listedAt: to + chooseDelay(random) };
}

/** The connections of one person within a meeting: mostly the whole time, or until early, or with a break. */
function attend(random: Random, name: string, start: number, end: number): Connection[] {
	const join = start + random.next() * 0.2 * (end - start);
	const kind = random.next();
	if (kind < 0.4) return [connect(random, name, join, end)];
	if (kind < 0.7) return [connect(random, name, join, random.between(join, end))];
	const middle = random.between(join, end);
	return [connect(random, name, join, middle), connect(random, name, random.between(middle, end), end)];
}

function makeMeeting(random: Random, room: Meeting['room'], startAt: number): Meeting {
	// Minutes for most, hours for some: people who stay after the others have left, and meetings over midnight.
	const length = random.next() < 0.15 ? random.between(2 * HOUR, 9 * HOUR) : random.between(MINUTE, 90 * MINUTE);
	const people = Array.from({ length: random.integer(1, 5) }, (_, index) => `person ${index}`);
	const connections = people.flatMap((name) => attend(random, name, startAt, startAt + length));
	// From the first to the last: nobody is there before and after.
	return finish(room, connections.concat(connect(random, 'host', startAt, startAt + length)));
}

/** A device that stays in the room for days after everybody has left. */
function makeLongMeeting(random: Random, room: Meeting['room'], startAt: number): Meeting {
	const isPrompt = (connection: Connection) => ({ ...connection, listedAt: connection.leftAt + 20 * SECOND });
	const people = attend(random, 'person', startAt, startAt + HOUR);
	return finish(room, [...people, connect(random, 'device', startAt, startAt + random.between(1.5 * DAY, 6 * DAY))].map(isPrompt));
}

function finish(room: Meeting['room'], connections: Connection[]): Meeting {
	const startAt = Math.min(...connections.map(({ joinedAt }) => joinedAt));
	const endAt = Math.max(...connections.map(({ leftAt }) => leftAt));
	return { room, startAt, endAt, connections, followedAt: Infinity };
}

/** One permanent room: meetings with breaks from seconds to hours, and sometimes a device that stays. */
function makeRoom(random: Random, room: number, start: number, end: number, meetings: number): Meeting[] {
	const made: Meeting[] = [];
	for (let time = start + random.exponential(HOUR); time < end; ) {
		const meeting = random.next() < 0.01 ? makeLongMeeting(random, room, time) : makeMeeting(random, room, time);
		made.push(meeting);
		time = meeting.endAt + (random.next() < 0.4 ? random.between(SECOND, 5 * MINUTE) : random.exponential(((end - start) / meetings) * 1.4));
	}
	for (const [index, next] of made.slice(1).entries()) made[index].followedAt = Math.min(...next.connections.map(({ listedAt }) => listedAt));
	return made;
}

/** Generates about `perDay` meetings a day. Half of them are in permanent rooms. */
export function makeMeetings(seed: number, start: number, days: number, perDay: number): Meeting[] {
	if (perDay === 0) return [];
	const random = new Random(seed, 'meetings');
	const end = start + days * DAY;
	const perRoom = (days * perDay) / 2 / PERMANENT_ROOMS;
	const permanent = Array.from({ length: PERMANENT_ROOMS }, (_, room) => makeRoom(random, room, start, end, perRoom));
	const adhoc = Array.from({ length: Math.round((days * perDay) / 2) }, () => makeMeeting(random, 'adhoc', random.between(start, end)));
	return [...permanent.flat(), ...adhoc];
}

/** How many of its CDRs are listed at this time. */
export const sizeAt = ({ connections }: Meeting, now: number): number => connections.filter(({ listedAt }) => listedAt <= now).length;

/** Whether a session may have been delivered at this time: by the CDRs that are listed then, and by who is in its room. */
export function isOverAt({ connections, endAt }: Meeting, now: number): boolean {
	const lefts = connections.filter(({ listedAt }) => listedAt <= now).map(({ leftAt }) => leftAt).sort((a, b) => a - b);
	const hasFallenSilent = [...lefts.slice(1), now].some((next, index) => next - lefts[index] >= MAX_SILENCE);
	return hasFallenSilent || (now - lefts[lefts.length - 1] >= QUIET && now >= endAt);
}

/** From when on a session has to be delivered, outages aside. */
export function dueAt({ connections, endAt, followedAt }: Meeting): number {
	const lefts = connections.map(({ leftAt }) => leftAt).sort((a, b) => a - b);
	const last = lefts.find((left, index) => (lefts[index + 1] ?? left) > left + MAX_SILENCE) ?? endAt;
	const firstListed = Math.min(...connections.map(({ listedAt }) => listedAt));
	const over = last === endAt ? endAt : last + MAX_SILENCE;
	// A CDR that is listed late makes the session quiet later. The next meeting of the room hides that this one has ended.
	const isHidden = followedAt < Infinity && over < followedAt;
	return Math.max(firstListed, over + QUIET, isHidden ? Math.min(followedAt, last + MAX_SILENCE) : 0);
}
