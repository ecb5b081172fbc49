/**
 * What to do next, by result code (api.md 10) or by the error code of the newer envelope
 * (api.md 2.1). The API says what happened; these sentences say what helps.
 */
const CHECK_CREDENTIAL = 'Check App ID and App Key in the EnableX API credential';
const CHECK_ROOM =
	'Check the Room: it may have been deleted, belong to another project, or be an adhoc room whose session is over';
const CHECK_SCHEDULE = 'Set Scheduled Time to a moment in the future, and Room Type to Scheduled';
const TRY_LATER = 'This is a fault on the side of EnableX. Try again in a moment';
const ROOM_SETTING = 'Correct this field of the room, or remove it to use the default';
const NOT_FOR_TYPE = 'Remove this field: it is not possible for a room of this type or mode';
const PERIOD_OR_NUMBER = 'Fill in the Conference Number, the Room or the period that the search needs';

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
	'10009': 'The API does not know one of the room settings. Remove the settings added last; older deployments know fewer',
	'10010': 'Fill in Owner Reference',
	'10011': 'Set Duration (Minutes) to at least 10',
	'10012': ROOM_SETTING,
	'10013': ROOM_SETTING,
	'10014': 'Choose HD, SD or LD as Video Quality',
	'10015': 'Remove SIP Enabled, or set up SIP for the project in the EnableX portal',
	'10016': ROOM_SETTING,
	'10017': NOT_FOR_TYPE,
	'10018': NOT_FOR_TYPE,
	'10019': 'Choose Group or Lecture as Mode',
	'10020': 'The mode of a room is fixed when it is created. Create a new room instead',
	'10021': 'Choose a lower Video Quality: the project does not allow this one',
	'10022': 'Set Moderators to a whole number that the project allows',
	'10023': 'Set Moderators to a whole number that the project allows',
	'10024': NOT_FOR_TYPE,
	'10025': NOT_FOR_TYPE,
	'10026': 'Remove SIP Enabled, or set up SIP for the project in the EnableX portal',
	'10030': 'A session is running in this room. Update it when the session is over',
	'10101': 'Fill in Name',
	'10102': 'Fill in User Reference',
	'10103': 'Choose a Role',
	'10104': 'Choose Moderator, Participant, Viewer or Audience as Role',
	'10105': 'The API is busy. Try again in a moment, or lower Requests at Once',
	'10106': 'The type of a room is fixed when it is created. Create a new room instead',
	'10111': 'The time of this scheduled room is over. Create a new room, or move its Scheduled Time',
	'10112': 'It is too early, or too late, for a token: a scheduled room gives tokens from shortly before its start until its end',
	'10113': 'The room gives tokens from shortly before its scheduled time until its end. Try again then',
	'10114': 'The room is full. Raise Participants or Moderators of the room, or wait until somebody leaves',
	'10201': 'Fill in Conference Number',
	'10202': PERIOD_OR_NUMBER,
	'10203': PERIOD_OR_NUMBER,
	'10204': PERIOD_OR_NUMBER,
	'10205': PERIOD_OR_NUMBER,
	'40001': CHECK_ROOM,
	'40002': CHECK_CREDENTIAL,
	'50000': TRY_LATER,
	'50001': 'Check the fields of the room and what the project allows. If they are right, try again in a moment',
	'50002': TRY_LATER,
	'50003': TRY_LATER,
	'50004': 'A room with a running session cannot be deleted. Try again when the session is over',
	'50005': 'A room with a running session cannot be changed. Try again when the session is over',
	UNAUTHORIZED: CHECK_CREDENTIAL,
	CREDENTIAL_EXPIRED: 'Create a new App Key in the EnableX portal and put it into the EnableX API credential',
	PROJECT_SUSPENDED: 'The project is suspended. Look into the EnableX portal, or ask EnableX support',
	RATE_LIMITED: 'Too many requests in a short time. Wait a moment, or send fewer at once',
};

const NEXT_STEP_BY_STATUS: Readonly<Record<number, string>> = {
	401: CHECK_CREDENTIAL,
	403: `${CHECK_CREDENTIAL}, and that the project may use this function`,
	404: 'Check Base URL in the EnableX API credential, and the identifiers of this node',
	429: NEXT_STEP_BY_CODE.RATE_LIMITED,
};

/**
 * The sentence that tells a user what to do about an error.
 * Takes the API's own code (result code or error code) and the HTTP status; the code wins.
 */
export function nextStepFor(code: string, httpStatus: number): string {
	const known = Object.hasOwn(NEXT_STEP_BY_CODE, code) ? NEXT_STEP_BY_CODE[code] : NEXT_STEP_BY_STATUS[httpStatus];
	if (known !== undefined) return known;
	return httpStatus >= 500 ? TRY_LATER : 'Check the fields of this node against the message above';
}
