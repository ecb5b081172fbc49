import type { INodeParameters } from 'n8n-workflow';

import { CREATE_ROOM, locator, useFixture } from './fixture.mts';
import { given, refusalOf } from './refusal.mts';

const fixture = useFixture();

const refusal = async (parameters: INodeParameters) => (await refusalOf(fixture(), parameters)).message;

const scheduled = { ...CREATE_ROOM, roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 30 };
const withFields = (additionalFields: INodeParameters) => ({ ...CREATE_ROOM, additionalFields });
const updated = (updateFields: INodeParameters) => ({ resource: 'room', operation: 'update', roomId: 'r1', updateFields });
const token = { resource: 'token', operation: 'create', roomId: 'r1', name: 'Ann', userRef: 'contact-1' };
const cdrs = { resource: 'cdr', operation: 'getAll' };
const period = { ...cdrs, findBy: 'period', from: '2024-03-10', to: '2024-03-11' };
const download = (fileUrl: unknown) => ({ resource: 'archive', operation: 'download', fileUrl }) as INodeParameters;

const WRONG: Array<[what: string, parameters: INodeParameters, message: string]> = [
	['an empty name of a room', { ...CREATE_ROOM, name: given('') }, 'Name is empty'],
	['a name of spaces', { ...CREATE_ROOM, name: '   ' }, 'Name is empty'],
	['a name from a missing field', { ...CREATE_ROOM, name: '={{ $json.missing }}' }, 'Name is'],
	['a name that is an object', { ...CREATE_ROOM, name: '={{ { a: 1 } }}' }, 'Name is not a text'],
	['an empty owner', { ...CREATE_ROOM, ownerRef: given('') }, 'Owner Reference is empty'],
	['a mode that does not exist', { ...CREATE_ROOM, mode: given('p2p') }, 'Mode "p2p" is not possible'],
	['a room type that does not exist', { ...scheduled, roomType: given('forever') }, 'Room Type "forever" is not possible'],
	['a scheduled room without a time', { ...scheduled, scheduledTime: given('') }, 'Scheduled Time is empty'],
	['a time from a missing field', { ...scheduled, scheduledTime: '={{ $json.missing }}' }, 'Scheduled Time'],
	['a time that is none', { ...scheduled, scheduledTime: 'next Tuesday' }, 'Scheduled Time "next Tuesday" is not a date and time'],
	['a day that does not exist', { ...scheduled, scheduledTime: '2031-02-30T09:00:00' }, 'Scheduled Time "2031-02-30T09:00:00" is not'],
	['an invalid DateTime', { ...scheduled, scheduledTime: '={{ DateTime.fromISO("soon") }}' }, 'Scheduled Time'],
	['9 minutes for a scheduled room', { ...scheduled, duration: 9 }, 'Duration (Minutes) has to be a whole number of at least 10'],
	['0 minutes for a scheduled room', { ...scheduled, duration: 0 }, 'Duration (Minutes) has to be a whole number of at least 10'],
	['half a minute', { ...scheduled, duration: 30.5 }, 'Duration (Minutes) has to be a whole number'],
	['9 minutes for an adhoc room', { ...CREATE_ROOM, roomType: 'adhoc', duration: 9 }, 'Duration (Minutes) of an adhoc room has to be 0, for one session, or at least 10'],
	['17 active talkers', withFields({ maxActiveTalkers: 17 }), 'Max Active Talkers has to be a whole number from 1 to 16'],
	['0 active talkers', withFields({ maxActiveTalkers: 0 }), 'Max Active Talkers has to be'],
	['1,001 participants', withFields({ participants: 1001 }), 'Participants has to be a whole number from 1 to 1000'],
	['participants in words', withFields({ participants: '={{ "ten" }}' }), 'Participants has to be'],
	['no moderators', withFields({ moderators: 0 }), 'Moderators has to be a whole number of at least 1'],
	['no audience', withFields({ audiences: 0 }), 'Audience Size has to be a whole number of at least 1'],
	['a quality that does not exist', withFields({ quality: '4K' }), 'Video Quality "4K" is not possible'],
	['a media zone that does not exist', withFields({ mediaZone: 'EU' }), 'Media Zone "EU" is not possible'],
	['a switch that is neither on nor off', withFields({ knock: '={{ "maybe" }}' }), 'Knock to Enter has to be on or off'],
	['tracks that do not exist', withFields({ roleBasedRecording: { moderator: 'video' } }), 'Moderator "video" is not possible'],
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
	['a role of a workflow made by hand', { ...token, role: 'admin' }, 'Role "admin" is not possible'],
	['a role in capitals', { ...token, role: 'Moderator' }, 'Role "Moderator" is not possible'],
	['a limit of 0', { ...cdrs, findBy: 'room', roomId: 'r1', limit: 0 }, 'Limit has to be a whole number of at least 1'],
	['a limit below 0', { resource: 'room', operation: 'getAll', limit: -5 }, 'Limit has to be'],
	['a limit in words', { resource: 'dialIn', operation: 'getAll', limit: '={{ "many" }}' }, 'Limit has to be'],
	['half a limit', { resource: 'user', operation: 'getAll', roomId: 'r1', limit: 1.5 }, 'Limit has to be'],
	['an empty From', { ...period, from: given('') }, 'From is empty'],
	['a From that is no date', { ...period, from: '10.03.2024' }, 'From "10.03.2024" is not a date'],
	['a To that is no date', { ...period, to: 'tomorrow' }, 'To "tomorrow" is not a date'],
	['From after To', { ...period, from: '2024-03-12' }, 'From is after To'],
	['From in the afternoon of To', { ...period, from: '2024-03-11T15:00:00', to: '2024-03-11T09:00:00' }, 'From is after To'],
	['a From in the future without a To', { ...period, from: '2131-01-01', to: '' }, 'From lies in the future, and To is empty'],
	['a bad From for archives', { ...period, resource: 'archive', from: 'x' }, 'From "x" is not a date'],
	['an output that does not exist', { ...period, resource: 'archive', output: 'zip' }, 'Output "zip" is not possible'],
	['an empty conference number', { ...cdrs, findBy: 'conference', conferenceNumber: given('') }, 'Conference Number is empty'],
	['a conference number with a slash', { ...cdrs, findBy: 'conference', conferenceNumber: 'a/../../rooms' }, 'Conference Number "a/../../rooms" is not an ID'],
	['a File URL that is no address', download('recording.mp4'), 'File URL is not an address'],
	['a File URL of another kind', download('ftp://files.example.com/a.mp4'), 'File URL is not an address'],
	['a File URL of a file on the server', download('file:///etc/passwd'), 'File URL is not an address'],
	['a File URL with a login', download('https://ann:secret@portal.enablex.io/a.mp4'), 'File URL holds a user name or a password'],
	['an empty field for the file', { ...download('https://portal.enablex.io/a.mp4'), binaryPropertyName: given('') }, 'Put Output File in Field is empty'],
];

describe('Wrong input is refused by the name of its field, before anything is sent', () => {
	test.each(WRONG)('%s', async (_what, parameters, message) => {
		expect(await refusal(parameters)).toContain(message);
	});
});

describe('A room can never leave its place in the path', () => {
	const IDS = ['a/b', '..', '.', '../rooms', 'a?b=c', 'a#b', '', '   ', 'a b', 'a%2Fb', 'a\\b', 'ä', 'https://evil.example/rooms/a', '//evil.example/a', 'x'.repeat(300)];
	const OPERATIONS: INodeParameters[] = [
		{ resource: 'room', operation: 'get' },
		{ resource: 'room', operation: 'delete' },
		{ ...updated({ name: 'a' }) },
		{ ...token },
		{ resource: 'user', operation: 'getAll' },
		{ ...cdrs, findBy: 'room' },
		{ ...period, findBy: 'roomAndPeriod' },
		{ resource: 'archive', operation: 'getAll', findBy: 'room' },
	];

	test.each(IDS)('by its ID "%s"', async (id) => {
		for (const mode of ['id', 'list']) {
			expect(await refusal({ resource: 'room', operation: 'delete', roomId: locator(given(id), mode) })).toMatch(/^Room (is empty|".*" is not an ID)$/);
		}
	});

	test('by an ID that was typed, which n8n itself refuses', async () => {
		const run = fixture().run({ resource: 'room', operation: 'get', roomId: locator('../rooms') });
		await expect(run).rejects.toThrow('A room ID has only letters and digits');
	});

	test('in any operation', async () => {
		for (const operation of OPERATIONS) {
			expect(await refusal({ ...operation, roomId: locator(given('../rooms')) })).toBe('Room "../rooms" is not an ID');
		}
	});

	test.each([
		'https://acme.yourvideo.live', 'https://acme.yourvideo.live/', 'https://acme.yourvideo.live/host', 'https://acme.yourvideo.live/host/',
		'https://acme.yourvideo.live/host/%%%', 'https://acme.yourvideo.live/a%2F..%2Fb', 'https://acme.yourvideo.live/..', 'acme.yourvideo.live/abc',
		'javascript:alert(1)', `https://acme.yourvideo.live/host/${Buffer.from('../rooms-app').toString('base64')}`,
	])('by a link without a room, %s', async (link) => {
		expect(await refusal({ resource: 'room', operation: 'get', roomId: locator(given(link), 'url') })).toBe('Room is not a join link that ends with a room');
	});

	test.each([[[]], [{}], [true], [null]])('by a value of a workflow made by hand, %j', async (value) => {
		expect(await refusal({ resource: 'room', operation: 'delete', roomId: locator(given(value)) })).toMatch(/^Room/);
	});
});
