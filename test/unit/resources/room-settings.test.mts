import type { IDataObject } from 'n8n-workflow';

import { roomSettings } from '../../../nodes/EnableXVideo/resources/room/settings/fields';
import { writeSettings, type RoomBody } from '../../../nodes/EnableXVideo/resources/room/settings/body';
import { fakeContext, refusalOf } from '../../lib/fakes.mts';
import { isField } from '../../lib/fields/described.mts';
import type { Sends } from '../../lib/fields/field.mts';
import { fieldsOf, merge, withValue } from '../../lib/operations/values.mts';

const write = (fields: IDataObject, zone = 'UTC'): RoomBody => {
	const body: RoomBody = { settings: {} };
	writeSettings(fakeContext({}, zone), fields, body, { forUpdate: true });
	return body;
};

const setting = (part: IDataObject) => ({ settings: part });

const NOTHING: IDataObject = { settings: {} };
const SETTINGS = fieldsOf('room.update').filter(({ path }) => path[0] === 'updateFields');
const bodyOf = (sends: Sends): IDataObject => (typeof sends === 'object' && 'body' in sends ? sends.body : {});

const offered = (roomSettings({ forUpdate: true }).options ?? []).filter(isField);

describe('The settings of a room', () => {
	test.each(SETTINGS)('$title is sent under its key of the API, and nothing else is sent', ({ path: [, ...path], field: { sample, sends } }) => {
		expect(write(withValue({}, path, sample))).toEqual(merge(NOTHING, bodyOf(sends)));
	});

	test('that were not added are not sent', () => {
		expect(write({})).toEqual(NOTHING);
	});

	test('can be set together', () => {
		const all = SETTINGS.reduce((fields, { path: [, ...path], field }) => withValue(fields, path, field.sample), {});
		expect(write(all)).toEqual(SETTINGS.reduce((body, { field }) => merge(body, bodyOf(field.sends)), NOTHING));
	});

	test.each(['mode', 'roomType', 'scheduled', 'adhoc', 'active_talker', '__proto__', 'constructor', 'toString'])(
		'do not include %s, which is rejected with its name and the available fields',
		(field) => {
			const { message, description } = refusalOf(() => write(JSON.parse(`{"knock":true,"${field}":"x"}`)));
			expect(message).toBe(`Update Fields has no field "${field}"`);
			expect(description).toMatch(/^Its fields are: .*abwd.*ownerRef/);
		},
	);

	test('of a new room do not include what has its own parameter in Create', () => {
		const body: RoomBody = { settings: {} };
		for (const field of ['name', 'ownerRef', 'duration', 'scheduledTime']) {
			const { message } = refusalOf(() => writeSettings(fakeContext(), { [field]: 'x' }, body, { forUpdate: false }));
			expect(message).toBe(`Additional Fields has no field "${field}"`);
		}
		expect(body).toEqual({ settings: {} });
	});

	test('refuse a Record by Role without a role', () => {
		expect(refusalOf(() => write({ roleBasedRecording: {} }))).toMatchObject({ message: 'Record by Role is empty', description: 'Add Moderator or Participant to it, or remove it' });
	});

	test('include automatic recording if Live Recording is added', () => {
		expect(write({ liveRecording: {} })).toEqual({ settings: { live_recording: { auto_recording: true } } });
	});

	test.each(offered.filter(({ type }) => ['boolean', 'number', 'options'].includes(type)))(
		'$displayName accepts the default that the editor fills in',
		({ name, default: value }) => {
			const { settings, ...rest } = write({ [name]: value as IDataObject[string] });
			expect(Object.keys({ ...settings, ...rest })).toHaveLength(1);
		},
	);
});

describe('A bad value is rejected with the name of its field', () => {
	test.each(offered)('$displayName', ({ name, displayName, type }) => {
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
		['quality', '4K', 'Video Quality "4K" is not a valid option'],
		['mediaZone', 'EU', 'Media Zone "EU" is not a valid option'],
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
		[{ roleBasedRecording: { moderator: 'video' } }, /^Moderator "video" is not a valid option$/],
		[{ roleBasedRecording: { participant: '' } }, /^Participant "" is not a valid option$/],
	])('in %j', (fields, message) => {
		expect(refusalOf(() => write(fields)).message).toMatch(message);
	});
});

describe('Details', () => {
	test('a text field that may be cleared is sent empty', () => {
		expect(write({ description: '', billingCode: '' })).toEqual(setting({ description: '', billing_code: '' }));
	});

	test('live recording without details is sent as automatic recording', () => {
		expect(write({ liveRecording: {} })).toEqual(setting({ live_recording: { auto_recording: true } }));
		expect(write({ liveRecording: { url: '' } })).toEqual(setting({ live_recording: { auto_recording: true } }));
	});

	test('recording by role includes only the roles that were added', () => {
		expect(write({ roleBasedRecording: { participant: 'audio' } })).toEqual(setting({ role_based_recording: { participant: 'audio' } }));
	});

	test('a scheduled time is read in the time zone of the workflow and sent in UTC', () => {
		expect(write({ scheduledTime: '2031-07-22T01:30:00' }, 'Europe/Berlin')).toEqual(setting({ scheduled_time: '2031-07-21 23:30:00' }));
	});
});
