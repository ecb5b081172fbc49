import type { INodeParameters } from 'n8n-workflow';

import { download } from '../../lib/engine/downloads.mts';
import { CREATE_ROOM, useFixture } from '../../lib/engine/fixture.mts';
import { given, refusalOf } from '../../lib/engine/refusal.mts';
import { parametersOf, variantsWith } from '../../lib/operations/index.mts';
import { locator } from '../../lib/operations/locator.mts';

const fixture = useFixture();

const refusal = async (parameters: INodeParameters) => (await refusalOf(fixture(), parameters)).message;

const scheduled = parametersOf('room.create', {}, 'scheduled');
const withFields = (additionalFields: INodeParameters) => ({ ...CREATE_ROOM, additionalFields });
const updated = (updateFields: INodeParameters) => parametersOf('room.update', { updateFields });
const token = parametersOf('token.create');
const period = parametersOf('cdr.getAll', {}, 'period');
const conference = parametersOf('cdr.getAll', {}, 'conference');

const WRONG: Array<[what: string, parameters: INodeParameters, message: string]> = [
	['an empty name of a room', { ...CREATE_ROOM, name: given('') }, 'Name is empty'],
	['a name of spaces', { ...CREATE_ROOM, name: '   ' }, 'Name is empty'],
	['a name from a missing field', { ...CREATE_ROOM, name: '={{ $json.missing }}' }, 'Name is'],
	['a name that is an object', { ...CREATE_ROOM, name: '={{ { a: 1 } }}' }, 'Name is not text'],
	['an empty owner', { ...CREATE_ROOM, ownerRef: given('') }, 'Owner Reference is empty'],
	['a mode that does not exist', { ...CREATE_ROOM, mode: given('p2p') }, 'Mode "p2p" is not a valid option'],
	['a room type that does not exist', { ...scheduled, roomType: given('forever') }, 'Room Type "forever" is not a valid option'],
	['a scheduled room without a time', { ...scheduled, scheduledTime: given('') }, 'Scheduled Time is empty'],
	['a time from a missing field', { ...scheduled, scheduledTime: '={{ $json.missing }}' }, 'Scheduled Time'],
	['a time that is not a time', { ...scheduled, scheduledTime: 'next Tuesday' }, 'Scheduled Time "next Tuesday" is not a date and time'],
	['a day that does not exist', { ...scheduled, scheduledTime: '2031-02-30T09:00:00' }, 'Scheduled Time "2031-02-30T09:00:00" is not'],
	['an invalid DateTime', { ...scheduled, scheduledTime: '={{ DateTime.fromISO("soon") }}' }, 'Scheduled Time'],
	['9 minutes for a scheduled room', { ...scheduled, duration: 9 }, 'Duration (Minutes) has to be a whole number of at least 10'],
	['0 minutes for a scheduled room', { ...scheduled, duration: 0 }, 'Duration (Minutes) has to be a whole number of at least 10'],
	['a fractional minute', { ...scheduled, duration: 30.5 }, 'Duration (Minutes) has to be a whole number'],
	['9 minutes for an adhoc room', { ...CREATE_ROOM, roomType: 'adhoc', duration: 9 }, 'Duration (Minutes) of an adhoc room has to be 0, for one session, or at least 10'],
	['17 active talkers', withFields({ maxActiveTalkers: 17 }), 'Max Active Talkers has to be a whole number from 1 to 16'],
	['0 active talkers', withFields({ maxActiveTalkers: 0 }), 'Max Active Talkers has to be'],
	['1,001 participants', withFields({ participants: 1001 }), 'Participants has to be a whole number from 1 to 1000'],
	['participants as text', withFields({ participants: '={{ "ten" }}' }), 'Participants has to be'],
	['no moderators', withFields({ moderators: 0 }), 'Moderators has to be a whole number of at least 1'],
	['no audience', withFields({ audiences: 0 }), 'Audience Size has to be a whole number of at least 1'],
	['a quality that does not exist', withFields({ quality: '4K' }), 'Video Quality "4K" is not a valid option'],
	['a media zone that does not exist', withFields({ mediaZone: 'EU' }), 'Media Zone "EU" is not a valid option'],
	['a boolean that is neither true nor false', withFields({ knock: '={{ "maybe" }}' }), 'Knock to Enter has to be on or off'],
	['tracks that do not exist', withFields({ roleBasedRecording: { moderator: 'video' } }), 'Moderator "video" is not a valid option'],
	['an empty HLS view', withFields({ hlsViewUrl: '' }), 'HLS View URL is empty'],
	['broken JSON in a new room', withFields({ data: '{ "deal_id": 4711' }), 'Custom Data is not valid JSON'],
	['a list in a new room', withFields({ data: '[1]' }), 'Custom Data has to be a JSON object'],
	['broken JSON in an update', updated({ data: "{'a':1}" }), 'Custom Data is not valid JSON'],
	['broken JSON in a token', { ...token, additionalFields: { data: 'deal 4711' } }, 'Custom Data is not valid JSON'],
	['an emptied name in an update', updated({ name: '' }), 'Name is empty'],
	['9 minutes in an update', updated({ duration: 9 }), 'Duration (Minutes) has to be a whole number of at least 10'],
	['an emptied time in an update', updated({ scheduledTime: '' }), 'Scheduled Time is empty'],
	['nothing to update', updated({}), 'Update Fields is empty'],
	['an empty name in a token', { ...token, name: given('') }, 'Name is empty'],
	['an empty reference in a token', { ...token, userRef: given('') }, 'User Reference is empty'],
	['a role from a hand-written workflow', { ...token, role: 'admin' }, 'Role "admin" is not a valid option'],
	['a capitalized role', { ...token, role: 'Moderator' }, 'Role "Moderator" is not a valid option'],
	['a limit of 0', parametersOf('cdr.getAll', { limit: 0 }), 'Limit has to be a whole number of at least 1'],
	['a limit below 0', parametersOf('room.getAll', { limit: -5 }), 'Limit has to be'],
	['a limit as text', parametersOf('dialIn.getAll', { limit: '={{ "many" }}' }), 'Limit has to be'],
	['a fractional limit', parametersOf('user.getAll', { limit: 1.5 }), 'Limit has to be'],
	['an empty From', { ...period, from: given('') }, 'From is empty'],
	['a From that is not a date', { ...period, from: '10.03.2024' }, 'From "10.03.2024" is not a date'],
	['a To that is not a date', { ...period, to: 'tomorrow' }, 'To "tomorrow" is not a date'],
	['From after To', { ...period, from: '2024-03-12' }, 'From is after To'],
	['From later on the day of To', { ...period, from: '2024-03-11T15:00:00', to: '2024-03-11T09:00:00' }, 'From is after To'],
	['a From in the future without a To', { ...period, from: '2131-01-01', to: '' }, 'From is in the future, and To is empty'],
	['a bad From for archives', parametersOf('archive.getAll', { from: 'x' }, 'period'), 'From "x" is not a date'],
	['an output that does not exist', parametersOf('archive.getAll', { output: 'zip' }, 'period'), 'Output "zip" is not a valid option'],
	['an empty conference number', { ...conference, conferenceNumber: given('') }, 'Conference Number is empty'],
	['a conference number with a slash', { ...conference, conferenceNumber: 'a/../../rooms' }, 'Conference Number "a/../../rooms" is not an ID'],
	['a File URL that is not a URL', download('recording.mp4'), 'File URL is not a valid URL'],
	['a File URL with another scheme', download('ftp://files.example.com/a.mp4'), 'File URL is not a valid URL'],
	['a File URL of a file on the server', download('file:///etc/passwd'), 'File URL is not a valid URL'],
	['a File URL with a login', download('https://ann:secret@portal.enablex.io/a.mp4'), 'File URL contains a user name or a password'],
	['an empty field for the file', { ...download('https://portal.enablex.io/a.mp4'), binaryPropertyName: given('') }, 'Put Output File in Field is empty'],
];

describe('Wrong input is rejected with the name of its field and without a request', () => {
	test.each(WRONG)('%s', async (_what, parameters, message) => {
		expect(await refusal(parameters)).toContain(message);
	});
});

describe('A room can never leave its segment of the path', () => {
	const IDS = ['a/b', '..', '.', '../rooms', 'a?b=c', 'a#b', '', '   ', 'a b', 'a%2Fb', 'a\\b', 'ä', 'https://evil.example/rooms/a', '//evil.example/a', 'x'.repeat(300)];

	test.each(IDS)('with the ID "%s"', async (id) => {
		for (const mode of ['id', 'list']) {
			expect(await refusal(parametersOf('room.delete', { roomId: locator(given(id), mode) }))).toMatch(/^Room (is empty|".*" is not an ID)$/);
		}
	});

	test('with a fixed ID, which n8n itself rejects', async () => {
		const run = fixture().run(parametersOf('room.get', { roomId: locator('../rooms') }));
		await expect(run).rejects.toThrow('A room ID has only letters, digits, dashes and underscores');
	});

	test.each(variantsWith('roomId'))('in any operation: $id, $what', async ({ parameters }) => {
		expect(await refusal({ ...parameters, roomId: locator(given('../rooms')) })).toBe('Room "../rooms" is not an ID');
	});

	test.each([
		'https://acme.yourvideo.live', 'https://acme.yourvideo.live/', 'https://acme.yourvideo.live/host', 'https://acme.yourvideo.live/host/',
		'https://acme.yourvideo.live/host/%%%', 'https://acme.yourvideo.live/a%2F..%2Fb', 'https://acme.yourvideo.live/..', 'acme.yourvideo.live/abc',
		'javascript:alert(1)', `https://acme.yourvideo.live/host/${Buffer.from('../rooms-app').toString('base64')}`,
	])('with a link without a room, %s', async (link) => {
		expect(await refusal(parametersOf('room.get', { roomId: locator(given(link), 'url') }))).toBe('Room is not an EnableX join link');
	});

	test.each([[[]], [{}], [true], [null]])('with a value from a hand-written workflow, %j', async (value) => {
		expect(await refusal(parametersOf('room.delete', { roomId: locator(given(value)) }))).toMatch(/^Room/);
	});
});
