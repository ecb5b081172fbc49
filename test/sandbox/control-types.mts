/** What the control API takes and returns; every time that goes in or out is ISO 8601. */
import type { ChatMessage, DialInNumber, Json, JsonObject, Quality, Role } from './types.mts';

/** Habits of the API that can be switched; the defaults are in settings.mts. */
export interface SandboxSettings {
	/** Errors come with HTTP 200 (api.md 2.3: the status of legacy errors is unproven). */
	errorsAlways200: boolean;
	/** `result` of an error is a string, as in 2018 (api.md 2.2). */
	resultAsString: boolean;
	/** The shape of error bodies (api.md 2.4). */
	envelope: 'legacy' | 'new';
	/** `users` of a room without a session (api.md 6). */
	usersWhenInactive: 'null' | 'empty' | 'missing';
	/** How an empty list is written: rooms, CDRs, archives and the file lists of an archive. */
	emptyLists: 'array' | 'null' | 'missing';
	/** False: room-period is an unknown route and only room/{id}/{from}/{to} works (api.md 7.1). */
	roomPeriodRoute: boolean;
	/** True: the day `to` itself is not part of a period (undocumented, api.md 7). */
	toExclusive: boolean;
	/** 'old' gives CDRs as in api.md A.4. */
	cdrGeneration: 'new' | 'old';
	/** Wait before every answer of the API. */
	latencyMs: number;
	/** HTTP status of a created room. */
	createStatus: 200 | 201;
	/** What the transcoded file ends in (api.md 12 row 21). */
	transcodedExtension: 'mov' | 'mp4';
	/** Also take the room body of the new overview: top-level mode and duration in seconds, auto_record. */
	newDialect: boolean;
	/** From how long before its start a scheduled room gives tokens and refuses changes. */
	cutoffMinutes: 15 | 30;
	/** The file host names the file in Content-Disposition. */
	contentDisposition: boolean;
}

export interface ProjectInput {
	appId: string;
	appKey: string;
	quality?: Quality;
	dialin?: DialInNumber[];
}

export interface SessionUserInput {
	name?: string;
	userRef?: string;
	role?: Role;
	/** How long the user stays; default 600. */
	seconds?: number;
	/** How long after the start the user comes; default 0. */
	joinAfterSeconds?: number;
	quality?: 'Good' | 'Bad';
	ip?: string;
	agent?: string;
	audio?: boolean;
	video?: boolean;
	screen?: boolean;
	sip?: boolean;
	/** Join with a token of this room instead of name, userRef and role; it is spent by that. */
	token?: string;
}

export interface RunSessionInput {
	roomId: string;
	users: SessionUserInput[];
	/** Default: such that the session ends now; with keepRunning, now. */
	startAt?: string;
	/** Default: settings.auto_recording of the room. */
	recording?: boolean;
	/** Seconds from the session's end to the transcoded file, default 60; null: it never comes. */
	transcodedAfterSeconds?: number | null;
	/** Seconds from the end until CDRs and archive are listed, default 0. */
	visibleAfterSeconds?: number;
	/** Chat messages; true gives one example message. */
	chat?: ChatMessage[] | boolean;
	/** Size of every media file, default 65536. */
	fileBytes?: number;
	/** Leave the session open until endSession. */
	keepRunning?: boolean;
}

export interface SessionResult {
	confNum: string;
	roomId: string;
	startAt: string;
	endAt: string | null;
	/** Empty while the session is running. */
	cdrIds: string[];
	archiveId?: string;
}

export interface SeedRoomsInput {
	count: number;
	/** Default "Room". */
	namePrefix?: string;
	/** Settings of every room, as a client would send them. */
	settings?: JsonObject;
	/** Whose rooms; default the sandbox's own project. */
	appId?: string;
}

export interface SeedCdrsInput {
	count: number;
	/** YYYY-MM-DD or ISO 8601; when the first user left. */
	from: string;
	/** When the last user left; a day counts to its end. */
	to: string;
	/** Default: a new room. */
	roomId?: string;
	/** Whose new room; default the sandbox's own project. */
	appId?: string;
}

export interface SeedCdrsResult {
	count: number;
	roomId: string;
	firstCdrId: string | null;
	lastCdrId: string | null;
}

/** CDRs at moments of one's own choice, listed as late as one likes. */
export interface AddCdrsInput {
	cdrs: Array<{
		/** When the user left; ISO 8601. */
		leftAt: string;
		/** Seconds from then until the record is listed, default 0. */
		visibleAfterSeconds?: number;
	}>;
	/** Default: a new room. */
	roomId?: string;
	/** Whose new room; default the sandbox's own project. */
	appId?: string;
}

export interface AddCdrsResult {
	roomId: string;
	/** In the order of the input. */
	cdrIds: string[];
}

export interface ClockAnswer {
	now: string;
	frozen: boolean;
}

export type FaultKind =
	| 'status' | 'rateLimit' | 'newEnvelope' | 'ok200Error' | 'html' | 'truncated'
	| 'empty' | 'slow' | 'drop' | 'redirect' | 'body';

/** A failure to come; which fields count depends on `kind` (see the README's table). */
export interface FaultInput {
	kind: FaultKind;
	/** The API (default) or the recording file host. */
	target?: 'api' | 'files';
	/** `path` is found in the URL's path and query as a substring or as a regular expression. */
	match?: { method?: string; path?: string };
	/** How many requests it hits; default: all until faults.clear(). */
	times?: number;
	/** Let this many matching requests pass first. */
	after?: number;
	status?: number;
	envelope?: 'legacy' | 'new';
	result?: number | string;
	error?: string;
	desc?: string;
	errorCode?: string;
	message?: string;
	body?: Json;
	contentType?: string;
	headers?: Record<string, string>;
	/** Retry-After: seconds or an HTTP date; without it the header is missing. */
	retryAfter?: number | string;
	delayMs?: number;
	/** drop: before anything is sent (default) or in the middle of the body. */
	when?: 'before' | 'mid';
	/** truncated and drop mid: how much of the body is sent; default half. */
	keepBytes?: number;
	/** truncated: without Content-Length, ended cleanly as a chunked body. */
	chunked?: boolean;
	location?: string;
}

export interface FaultState extends FaultInput {
	id: number;
	/** Requests it has hit so far. */
	hits: number;
}

/** One request that reached the API or the file host. */
export interface LoggedRequest {
	id: number;
	listener: 'api' | 'files';
	method: string;
	/** As it came, with the query, not decoded. */
	url: string;
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	/** Parsed when it is JSON, else the text; null without a body. */
	body: Json;
	/** Real time, not the sandbox clock: epoch milliseconds. */
	startedAt: number;
	endedAt: number | null;
	/** Requests in flight on this listener, this one included. */
	inFlight: number;
	/** Null while unanswered, and for ever when the connection was dropped before an answer. */
	status: number | null;
	fault: FaultKind | null;
}

export interface FileInfo {
	url: string;
	path: string;
	bytes: number;
	contentType: string;
	visible: boolean;
	sha256?: string;
}

export type { ChatMessage, Json, JsonObject, Role };
