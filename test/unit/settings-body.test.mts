import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { roomSettings } from '../../nodes/EnableXVideo/resources/room/settings';
import { writeSettings, type RoomBody } from '../../nodes/EnableXVideo/resources/room/settingsBody';
import { fakeContext, refusalOf } from './fakes.mts';

const write = (fields: IDataObject, zone = 'UTC'): RoomBody => {
	const body: RoomBody = { settings: {} };
	writeSettings(fakeContext({}, zone), fields, body, { forUpdate: true });
	return body;
};

const setting = (part: IDataObject) => ({ settings: part });

/** Each field, a value for it, and the part of the body that the API documents for it (api.md 4.2). */
const FIELDS: Array<[string, IDataObject[string], object]> = [
	['abwd', false, setting({ abwd: false })],
	['audiences', 100, setting({ audiences: 100 })],
	['autoRecording', true, setting({ auto_recording: true })],
	['billingCode', 'code-1', setting({ billing_code: 'code-1' })],
	['canvas', true, setting({ canvas: true })],
	['data', '{"deal_id":"4711"}', { settings: {}, data: { deal_id: '4711' } }],
	['description', 'A text', setting({ description: 'A text' })],
	['facex', true, setting({ facex: true })],
	['hlsViewUrl', 'DEFAULT', setting({ hls_view_url: 'DEFAULT' })],
	['knock', true, setting({ knock: true })],
	['liveRecording', { autoRecording: false, url: 'https://x.io/v' }, setting({ live_recording: { auto_recording: false, url: 'https://x.io/v' } })],
	['maxActiveTalkers', 16, setting({ max_active_talkers: 16 })],
	['mediaZone', 'US', setting({ media_zone: 'US' })],
	['moderators', '2', setting({ moderators: 2 })],
	['participants', 1000, setting({ participants: 1000 })],
	['quality', 'HD', setting({ quality: 'HD' })],
	['roleBasedRecording', { moderator: 'audiovideo', participant: 'audio' }, setting({ role_based_recording: { moderator: 'audiovideo', participant: 'audio' } })],
	['screenShare', false, setting({ screen_share: false })],
	['sendAudiencesStats', true, setting({ send_audiences_stats: true })],
	['singleFileRecording', true, setting({ single_file_recording: true })],
	['sipEnabled', true, { settings: {}, sip: { enabled: true } }],
	['waitForModerator', 'true', setting({ wait_for_moderator: true })],
	['watermark', true, setting({ watermark: true })],
];

/** What only Update has in its collection. */
const UPDATE_FIELDS: typeof FIELDS = [
	['duration', 10, setting({ duration: 10 })],
	['name', 'Stand-up', { settings: {}, name: 'Stand-up' }],
	['ownerRef', 'deal-4711', { settings: {}, owner_ref: 'deal-4711' }],
	['scheduledTime', '2026-11-22T09:30:00', setting({ scheduled_time: '2026-11-22 09:30:00' })],
];

const optionsOf = (forUpdate: boolean) => (roomSettings({ forUpdate }).options ?? []) as INodeProperties[];
const namesOf = (options: INodeProperties[]) => options.map(({ name }) => name).sort();

describe('The settings of a room', () => {
	test('are the ones that saved workflows know, in Create and in Update', () => {
		const forCreate = FIELDS.map(([name]) => name);
		expect(namesOf(optionsOf(false))).toEqual(forCreate);
		expect(namesOf(optionsOf(true))).toEqual([...forCreate, ...UPDATE_FIELDS.map(([name]) => name)].sort());
	});

	test.each([...FIELDS, ...UPDATE_FIELDS])('%s goes to its key of the API, and nothing else is sent', (field, value, expected) => {
		expect(write({ [field]: value })).toEqual(expected);
	});

	test('that the user did not touch are not sent', () => {
		expect(write({})).toEqual({ settings: {} });
	});

	test('can be set together', () => {
		const all = Object.fromEntries([...FIELDS, ...UPDATE_FIELDS].map(([field, value]) => [field, value]));
		expect(Object.keys(write(all)).sort()).toEqual(['data', 'name', 'owner_ref', 'settings', 'sip']);
		expect(Object.keys(write(all).settings)).toHaveLength(23);
	});

	test.each(['mode', 'roomType', 'scheduled', 'adhoc', 'active_talker', '__proto__', 'constructor', 'toString'])(
		'do not include %s, which is refused with its name and those that there are',
		(field) => {
			const { message, description } = refusalOf(() => write(JSON.parse(`{"knock":true,"${field}":"x"}`)));
			expect(message).toBe(`Update Fields has no field "${field}"`);
			expect(description).toMatch(/^Its fields are: .*abwd.*ownerRef/);
		},
	);

	test('of a new room do not include what Create asks for outside', () => {
		const body: RoomBody = { settings: {} };
		for (const field of ['name', 'ownerRef', 'duration', 'scheduledTime']) {
			const { message } = refusalOf(() => writeSettings(fakeContext(), { [field]: 'x' }, body, { forUpdate: false }));
			expect(message).toBe(`Additional Fields has no field "${field}"`);
		}
		expect(body).toEqual({ settings: {} });
	});

	test('a Record by Role without a role says nothing', () => {
		expect(write({ roleBasedRecording: {} })).toEqual({ settings: {} });
	});

	test('Live Recording records from the start, once it is added', () => {
		expect(write({ liveRecording: {} })).toEqual({ settings: { live_recording: { auto_recording: true } } });
	});

	test.each(optionsOf(true).filter(({ type }) => ['boolean', 'number', 'options'].includes(type)))(
		'$displayName takes what the editor puts in when the field is added',
		({ name, default: value }) => {
			const { settings, ...rest } = write({ [name]: value as IDataObject[string] });
			expect(Object.keys({ ...settings, ...rest })).toHaveLength(1);
		},
	);
});

describe('A bad value is refused with the name of its field', () => {
	test.each(optionsOf(true))('$displayName', ({ name, displayName, type }) => {
		const bad = type === 'collection' || type === 'json' ? ['x', 7, null] : [{ a: 1 }, ['x'], null];
		for (const value of bad) {
			const { message } = refusalOf(() => write({ [name]: value as IDataObject[string] }));
			expect(message.startsWith(displayName)).toBe(true);
		}
	});

	test.each([
		['audiences', 0, 'Audience Size has to be a whole number of at least 1'],
		['duration', 9, 'Duration (Minutes) has to be a whole number of at least 10'],
		['maxActiveTalkers', 17, 'Max Active Talkers has to be a whole number from 1 to 16'],
		['moderators', 0, 'Moderators has to be a whole number of at least 1'],
		['participants', 1001, 'Participants has to be a whole number from 1 to 1000'],
		['quality', '4K', 'Video Quality "4K" is not possible'],
		['mediaZone', 'EU', 'Media Zone "EU" is not possible'],
		['knock', 'yes', 'Knock to Enter has to be on or off (true or false)'],
		['name', ' ', 'Name is empty'],
		['ownerRef', '', 'Owner Reference is empty'],
		['hlsViewUrl', '', 'HLS View URL is empty'],
		['scheduledTime', '', 'Scheduled Time is empty'],
		['scheduledTime', 'soon', 'Scheduled Time "soon" is not a date and time'],
		['data', '{a}', 'Custom Data is not valid JSON'],
		['data', '[]', 'Custom Data has to be a JSON object'],
	])('%s of %j', (field, value, message) => {
		expect(refusalOf(() => write({ [field]: value })).message).toBe(message);
	});

	test.each([
		[{ liveRecording: { autoRecording: 'x' } }, /^Auto Start has to be on or off/],
		[{ liveRecording: { url: 7.5, autoRecording: {} } }, /^Auto Start/],
		[{ roleBasedRecording: { moderator: 'video' } }, /^Moderator "video" is not possible$/],
		[{ roleBasedRecording: { participant: '' } }, /^Participant "" is not possible$/],
	])('inside of %j', (fields, message) => {
		expect(refusalOf(() => write(fields)).message).toMatch(message);
	});
});

describe('Details', () => {
	test('a text that may be emptied is sent empty', () => {
		expect(write({ description: '', billingCode: '' })).toEqual(setting({ description: '', billing_code: '' }));
	});

	test('live recording that is added without details means to record', () => {
		expect(write({ liveRecording: {} })).toEqual(setting({ live_recording: { auto_recording: true } }));
		expect(write({ liveRecording: { url: '' } })).toEqual(setting({ live_recording: { auto_recording: true } }));
	});

	test('recording by role names only the roles that were added', () => {
		expect(write({ roleBasedRecording: { participant: 'audio' } })).toEqual(setting({ role_based_recording: { participant: 'audio' } }));
	});

	test('a scheduled time is meant in the zone of the workflow and goes to the API in UTC', () => {
		expect(write({ scheduledTime: '2026-07-22T01:30:00' }, 'Europe/Berlin')).toEqual(setting({ scheduled_time: '2026-07-21 23:30:00' }));
	});
});
