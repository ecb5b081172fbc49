/** The inputs and outputs of the control API; all times are ISO 8601 unless noted. */
import type { ChatMessage, DialInNumber, Json, JsonObject, Quality, Role } from './types.mts';

/** Behaviour of the API that can be changed; the defaults are in settings.mts. */
export interface SandboxSettings {
	/** Sends errors with HTTP 200 (enablex-api.md 2.3: the status of legacy errors is unproven). */
	errorsAlways200: boolean;
	/** Makes the `result` of an error a string, as in 2018 (enablex-api.md 2.2). */
	resultAsString: boolean;
	/** The format of error bodies (enablex-api.md 2.4). */
	envelope: 'legacy' | 'new';
	/** The `users` of a room without a session (enablex-api.md 6). */
	usersWhenInactive: 'null' | 'empty' | 'missing';
	/** The form of empty lists: rooms, CDRs, archives and the file lists of an archive. */
	emptyLists: 'array' | 'null' | 'missing';
	/** If false, room-period is an unknown route and only room/{id}/{from}/{to} works (enablex-api.md 7.1). */
	roomPeriodRoute: boolean;
	/** If true, a period excludes the day `to` (undocumented, enablex-api.md 7). */
	toExclusive: boolean;
	/** 'old' returns CDRs as in enablex-api.md A.4. */
	cdrGeneration: 'new' | 'old';
	/** The delay before every reply of the API. */
	latencyMs: number;
	/** The HTTP status of a created room. */
	createStatus: 200 | 201;
	/** The extension of the transcoded file (enablex-api.md 12 row 21). */
	transcodedExtension: 'mov' | 'mp4';
	/** Also accepts the room body of the new overview: top-level mode, duration in seconds, auto_record. */
	newDialect: boolean;
	/** How many minutes before its start a scheduled room starts to issue tokens and refuse changes. */
	cutoffMinutes: 15 | 30;
	/** '2018': adhoc rooms drop `duration` and `moderators` (enablex-api.md 4.2). */
	roomGeneration: 'new' | '2018';
	/** Lists the file of a single-file recording under `recording` as well (enablex-api.md 8.1). */
	singleFileAsRecording: boolean;
	/** Makes the file host name the file in Content-Disposition. */
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
	/** How long after the start the user joins; default 0. */
	joinAfterSeconds?: number;
	quality?: 'Good' | 'Bad';
	ip?: string;
	agent?: string;
	audio?: boolean;
	video?: boolean;
	screen?: boolean;
	sip?: boolean;
	/** Seconds from leaving until the user's CDR is listed; default: that of the session. */
	visibleAfterSeconds?: number;
	/** Joins with a token of this room instead of name, userRef and role; this uses up the token. */
	token?: string;
}

export interface RunSessionInput {
	roomId: string;
	users: SessionUserInput[];
	/** Default: the session ends now; with keepRunning, it starts now. */
	startAt?: string;
	/** Default: settings.auto_recording of the room. */
	recording?: boolean;
	/** Seconds from the session's end to the transcoded file, default 60; null for never. */
	transcodedAfterSeconds?: number | null;
	/** How many videos the transcoding makes, default 1. */
	transcodedFiles?: number;
	/** Seconds from the end until CDRs and archive are listed, default 0. */
	visibleAfterSeconds?: number;
	/** Chat messages; true adds one example message. */
	chat?: ChatMessage[] | boolean;
	/** The size of every media file, default 65536. */
	fileBytes?: number;
	/** Leaves the session open until endSession. */
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
	/** The settings of every room, as a client would send them. */
	settings?: JsonObject;
	/** The project of the rooms; defaults to the sandbox's own. */
	appId?: string;
}

export interface SeedCdrsInput {
	count: number;
	/** When the first user left: YYYY-MM-DD or ISO 8601. */
	from: string;
	/** When the last user left; a day means the end of that day. */
	to: string;
	/** Default: a new room. */
	roomId?: string;
	/** The project of the new room; defaults to the sandbox's own. */
	appId?: string;
}

export interface SeedCdrsResult {
	count: number;
	roomId: string;
	firstCdrId: string | null;
	lastCdrId: string | null;
}

/** CDRs with any times, each listed with any delay. */
export interface AddCdrsInput {
	cdrs: Array<{
		/** When the user left. */
		leftAt: string;
		/** Seconds from then until the record is listed, default 0. */
		visibleAfterSeconds?: number;
	}>;
	/** Default: a new room. */
	roomId?: string;
	/** The project of the new room; defaults to the sandbox's own. */
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

/** A failure to inject; which fields apply depends on `kind` (see the README's table). */
export interface FaultInput {
	kind: FaultKind;
	/** The API (default) or the recording file host. */
	target?: 'api' | 'files';
	/** `path` matches the URL's path and query, as a substring or as a regular expression. */
	match?: { method?: string; path?: string };
	/** The number of requests to hit; default: all until faults.clear(). */
	times?: number;
	/** Lets this many matching requests pass first. */
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
	/** The Retry-After header: seconds or an HTTP date; omitted by default. */
	retryAfter?: number | string;
	delayMs?: number;
	/** For drop: before anything is sent (default) or in the middle of the body. */
	when?: 'before' | 'mid';
	/** For truncated and drop mid: how much of the body is sent; default half. */
	keepBytes?: number;
	/** For truncated: as a cleanly ended chunked body without Content-Length. */
	chunked?: boolean;
	location?: string;
}

export interface FaultState extends FaultInput {
	id: number;
	/** The number of requests hit so far. */
	hits: number;
}

/** One request that reached the API or the file host. */
export interface LoggedRequest {
	id: number;
	listener: 'api' | 'files';
	method: string;
	/** As received, with the query, not decoded. */
	url: string;
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	/** Parsed if it is JSON, otherwise the text; null without a body. */
	body: Json;
	/** Real time in epoch milliseconds, not the sandbox clock. */
	startedAt: number;
	endedAt: number | null;
	/** The number of requests in flight on this listener, including this one. */
	inFlight: number;
	/** Null until answered; stays null if the connection was dropped before a reply. */
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
