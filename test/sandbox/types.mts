/** The sandbox's data: projects, rooms, sessions, records, files. Times are epoch milliseconds. */

import type { Webhook } from './notification-types.mts';

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
	[key: string]: Json | undefined;
}

export type Role = 'moderator' | 'participant' | 'viewer' | 'audience';
export type Quality = 'HD' | 'SD' | 'LD';

/** One dial-in number (enablex-api.md 9.1); `toll: false` means toll-free. */
export interface DialInNumber {
	country: string;
	country_code: string;
	phone: string;
	toll: boolean;
}

/** An EnableX project: one App ID with its App Key. It only sees its own rooms. */
export interface Project {
	appId: string;
	appKey: string;
	/** The best video quality of the subscription; a room cannot exceed it (10021). */
	quality: Quality;
	dialin: DialInNumber[];
	/** Where its notifications go, if anywhere. */
	webhook?: Webhook;
}

/** A stored room; `settings` keeps exactly the JSON types that the client sent. */
export interface RoomRecord {
	roomId: string;
	appId: string;
	name: Json;
	ownerRef: Json;
	settings: JsonObject;
	sip: JsonObject;
	data?: Json;
	created: number;
	updated?: number;
	/** Assigned by the first session (enablex-api.md 4.4). */
	controllerId?: string;
}

/** An issued join token, to be used once within 15 minutes (enablex-api.md 5). */
export interface TokenRecord {
	tokenId: string;
	roomId: string;
	name: string;
	role: Role;
	userRef: string;
	issuedAt: number;
	/** Milliseconds; default 15 minutes. */
	lifetimeMs?: number;
	used: boolean;
}

/** One user connection in a session, which becomes one CDR (enablex-api.md 7). */
export interface SessionUser {
	callNum: string;
	logId: string;
	name: string;
	userRef: string;
	role: Role;
	quality: 'Good' | 'Bad';
	joinedAt: number;
	/** Null while the user is in the session. */
	leftAt: number | null;
	ip: string;
	agent: string;
	audio: boolean;
	video: boolean;
	screen: boolean;
	sip: boolean;
	/** Seconds from leaving until the CDR is listed, if not those of the session. */
	visibleAfterSeconds?: number;
}

/** What a session produces when it is over. */
export interface SessionArtifacts {
	recording: boolean;
	/** Null if the file is never transcoded. */
	transcodedAfterSeconds: number | null;
	/** How many videos the transcoding makes. */
	transcodedFiles?: number;
	visibleAfterSeconds: number;
	chat: ChatMessage[];
	fileBytes: number;
}

export interface ChatMessage {
	from: string;
	message: string;
}

/** A session of a room; it is running while startAt <= now < endAt. */
export interface Session {
	confNum: string;
	roomId: string;
	appId: string;
	startAt: number;
	/** Null until the session is ended. */
	endAt: number | null;
	users: SessionUser[];
	artifacts: SessionArtifacts;
}

/** A CDR and the time from which the API lists it. */
export interface CdrRecord {
	appId: string;
	confNum: string;
	roomId: string;
	transAt: number;
	visibleAt: number;
	/** When it is gone (enablex-api.md 11). */
	keptUntil?: number;
	/** All fields of enablex-api.md A.3. */
	cdr: JsonObject;
}

/** An archive; the file lists contain paths on the file host, because its port may change. */
export interface ArchiveRecord {
	archiveId: string;
	appId: string;
	confNum: string;
	roomId: string;
	transAt: number;
	visibleAt: number;
	keptUntil?: number;
	/** Null for never. */
	transcodedAt: number | null;
	recording: string[];
	transcoded: string[];
	chatdata?: string;
	metadata?: string;
}

/** A file of the recording host: either its text, or a size for which bytes are generated. */
export interface FileRecord {
	path: string;
	contentType: string;
	bytes: number;
	/** Null if it never becomes available. */
	visibleAt: number | null;
	keptUntil?: number;
	content?: string;
}
