/** What the sandbox keeps: projects, rooms, sessions, records, files. Times are epoch milliseconds. */

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
	[key: string]: Json | undefined;
}

export type Role = 'moderator' | 'participant' | 'viewer' | 'audience';
export type Quality = 'HD' | 'SD' | 'LD';

/** One dial-in number (api.md 9.1); `toll: false` means toll-free. */
export interface DialInNumber {
	country: string;
	country_code: string;
	phone: string;
	toll: boolean;
}

/** An EnableX project: one App ID with its App Key; it sees its own rooms only. */
export interface Project {
	appId: string;
	appKey: string;
	/** The best video quality of the subscription; a room may not ask for more (10021). */
	quality: Quality;
	dialin: DialInNumber[];
}

/** A room as stored; `settings` holds exactly the JSON types that the client sent. */
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
	/** Given by the first session (api.md 4.4). */
	controllerId?: string;
}

/** A join token that was handed out; used once, within 15 minutes (api.md 5). */
export interface TokenRecord {
	tokenId: string;
	roomId: string;
	name: string;
	role: Role;
	userRef: string;
	issuedAt: number;
	used: boolean;
}

/** One user connection in a session; it becomes one CDR (api.md 7). */
export interface SessionUser {
	callNum: string;
	logId: string;
	name: string;
	userRef: string;
	role: Role;
	quality: 'Good' | 'Bad';
	joinedAt: number;
	/** Null while the user is still there. */
	leftAt: number | null;
	ip: string;
	agent: string;
	audio: boolean;
	video: boolean;
	screen: boolean;
	sip: boolean;
}

/** What a session leaves behind once it is over. */
export interface Aftermath {
	recording: boolean;
	/** Null: the transcoded file never comes. */
	transcodedAfterSeconds: number | null;
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
	/** Null until somebody ends it. */
	endAt: number | null;
	users: SessionUser[];
	aftermath: Aftermath;
}

/** A CDR and the moment from which the API lists it. */
export interface CdrRecord {
	appId: string;
	confNum: string;
	roomId: string;
	transAt: number;
	visibleAt: number;
	/** Everything of api.md A.3. */
	cdr: JsonObject;
}

/** An archive; the file lists hold paths on the file host, so that the port may change. */
export interface ArchiveRecord {
	archiveId: string;
	appId: string;
	confNum: string;
	roomId: string;
	transAt: number;
	visibleAt: number;
	/** Null: never. */
	transcodedAt: number | null;
	recording: string[];
	transcoded: string[];
	chatdata?: string;
	metadata?: string;
}

/** A file of the recording host: either its text or a size whose bytes are generated. */
export interface FileRecord {
	path: string;
	contentType: string;
	bytes: number;
	/** Null: never there. */
	visibleAt: number | null;
	content?: string;
}
