/** The route exists, but the room does not (enablex-api.md 10). */
export const ROOM_NOT_FOUND = '40001';
/**
 * Whether the API says that a room does not exist. The codes of the newer envelope for rooms are unknown
 * (enablex-api.md 2.4), but they are words. A bare 404 of a gateway has none.
 */
export const isRoomMissing = ({ code, httpStatus }: { code: string; httpStatus: number }): boolean =>
	code === ROOM_NOT_FOUND || (httpStatus === 404 && /^[A-Za-z]/.test(code));
/** The server is busy and has not processed the request (enablex-api.md 10). */
export const SERVER_BUSY = '10105';
/** Token refusals of a scheduled room outside its time (enablex-api.md 10). */
export const OUTSIDE_SCHEDULE = ['10111', '10112', '10113'];
/** A room with a running session refuses to be changed (enablex-api.md 4.5, 10). */
export const ROOM_ACTIVE = '10030';
/** A room in use refuses to be changed or deleted (enablex-api.md 4.5, 4.6, 10). Waiting a few seconds does not help. */
const ROOM_IN_USE = [ROOM_ACTIVE, '50004', '50005'];

/** Whether the API states that this very request will not succeed (enablex-api.md 10). A retry fails the same way. */
export const isFinalCode = (code: string): boolean =>
	(/^[14]\d{4}$/.test(code) && code !== SERVER_BUSY) || ROOM_IN_USE.includes(code);

/** The likely cause of a failure that the API names only by what did not happen, or only by a code. */
export function causeOf(code: string): string | undefined {
	if (code === ROOM_ACTIVE) return 'A session is running in this room, or is about to start';
	return ROOM_IN_USE.includes(code) ? 'A session is probably running in this room' : undefined;
}

const CHECK_CREDENTIAL = 'Check App ID and App Key in the EnableX API credential';
const CHECK_ROOM =
	'Check the Room: it may have been deleted, belong to another project, or be an adhoc room whose session has ended';
const CHECK_SCHEDULE = 'Set Scheduled Time to a time in the future, and Room Type to Scheduled';
const TRY_LATER = 'This is an EnableX server error. Try again in a moment';
const ROOM_SETTING = 'Correct this room field, or remove it to use the default';
const NOT_FOR_TYPE = 'Remove this field: rooms of this type or mode do not support it';
const FIND_BY_FIELDS = 'Fill in the fields that Find By needs, such as Conference Number, Room, From or To';

/**
 * What to do next, by result code (enablex-api.md 10) or by error code of the newer envelope
 * (enablex-api.md 2.1). The API's own message says what happened.
 */
export const NEXT_STEP_BY_CODE: Readonly<Record<string, string>> = {
	'10000': CHECK_CREDENTIAL,
	'10001': 'Fill in Room',
	'10002': 'Fill in Name',
	'10003': ROOM_SETTING,
	'10004': 'Fill in Scheduled Time',
	'10005': CHECK_SCHEDULE,
	'10006': CHECK_SCHEDULE,
	'10007': 'Set Participants to a number that your subscription and the room type allow',
	'10008': ROOM_SETTING,
	'10009': 'The API does not recognize one of the room settings. Remove the settings that you added last. Older deployments support fewer settings',
	'10010': 'Fill in Owner Reference',
	'10011': 'Set Duration (Minutes) to at least 10',
	'10012': ROOM_SETTING,
	'10013': ROOM_SETTING,
	'10014': 'Set Video Quality to HD, SD or LD',
	'10015': 'Remove SIP Enabled, or set up SIP for the project in the EnableX portal',
	'10016': ROOM_SETTING,
	'10017': NOT_FOR_TYPE,
	'10018': NOT_FOR_TYPE,
	'10019': 'Set Mode to Group or Lecture',
	'10020': 'The mode of a room is fixed when it is created. Create a new room instead',
	'10021': 'Choose a lower Video Quality: the project does not allow this one',
	'10022': 'Set Moderators to a whole number that the project allows',
	'10023': 'Set Moderators to a whole number that the project allows',
	'10024': NOT_FOR_TYPE,
	'10025': NOT_FOR_TYPE,
	'10026': 'Remove SIP Enabled, or set up SIP for the project in the EnableX portal',
	'10030': 'A room with a running session cannot be changed. Try again after the session has ended. A scheduled room cannot be changed from shortly before its start until its end',
	'10101': 'Fill in Name',
	'10102': 'Fill in User Reference',
	'10103': 'Choose a Role',
	'10104': 'Set Role to Moderator, Participant, Viewer or Audience',
	[SERVER_BUSY]: 'The API is busy. Try again in a moment, or lower Max Concurrent Requests',
	'10106': 'The type of a room is fixed when it is created. Create a new room instead',
	'10111': 'The scheduled time of this room has passed. Create a new room, or change its Scheduled Time',
	'10112': 'It is too early or too late for a token. A scheduled room issues tokens from shortly before its start until its end',
	'10113': 'A scheduled room issues tokens from shortly before its start until its end. Try again then',
	'10114': 'The room is full. Raise Participants or Moderators of the room, or wait until someone leaves',
	'10201': 'Fill in Conference Number',
	'10202': FIND_BY_FIELDS,
	'10203': FIND_BY_FIELDS,
	'10204': FIND_BY_FIELDS,
	'10205': FIND_BY_FIELDS,
	[ROOM_NOT_FOUND]: CHECK_ROOM,
	'40002': CHECK_CREDENTIAL,
	'50000': TRY_LATER,
	'50001': 'Check the fields of the room and what the project allows. If they are right, try again in a moment',
	'50002': TRY_LATER,
	'50003': TRY_LATER,
	'50004': 'A room with a running session cannot be deleted. Try again after the session has ended',
	'50005': 'A room with a running session cannot be changed. Try again after the session has ended',
	UNAUTHORIZED: CHECK_CREDENTIAL,
	CREDENTIAL_EXPIRED: 'Create a new App Key in the EnableX portal and enter it in the EnableX API credential',
	PROJECT_SUSPENDED: 'The project is suspended. Check the EnableX portal, or contact EnableX support',
	RATE_LIMITED: 'Too many requests in a short time. Wait a moment, or send fewer at once',
};

const NEXT_STEP_BY_STATUS: Readonly<Record<number, string>> = {
	401: CHECK_CREDENTIAL,
	403: `${CHECK_CREDENTIAL}, and whether the project may use this feature`,
	404: 'Check Base URL in the EnableX API credential, and the identifiers in this node',
	429: NEXT_STEP_BY_CODE.RATE_LIMITED,
};

/**
 * Returns a sentence, without its final period, that tells the user what to do about an error. Takes
 * the API's code (result code or error code) and the HTTP status. The code takes precedence.
 */
export function nextStepFor(code: string, httpStatus: number): string {
	const known = Object.hasOwn(NEXT_STEP_BY_CODE, code) ? NEXT_STEP_BY_CODE[code] : NEXT_STEP_BY_STATUS[httpStatus];
	if (known !== undefined) return known;
	return httpStatus >= 500 ? TRY_LATER : 'Check the fields of this node against the message above';
}
