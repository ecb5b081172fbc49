/** Samples from the API's documentation and recorded traffic (enablex-api.md 4.2, 8.1 and A). */
import type { IDataObject } from 'n8n-workflow';

/** A real reply to Create a Room. Numbers are echoed as text, as they were sent (enablex-api.md A.7). */
export const createdRoom: IDataObject = {
	name: 'test Room',
	service_id: '6034d7000000000000000000',
	owner_ref: 'xdada',
	settings: {
		mode: 'group',
		scheduled: false,
		adhoc: false,
		duration: '60',
		participants: '2',
		auto_recording: false,
		quality: 'SD',
		moderators: 1,
		max_active_talkers: 2,
		media_zone: 'XX',
	},
	sip: { enabled: false },
	created: '2021-03-25T08:00:13.764Z',
	room_id: '605c43000000000000000000',
};

/** The documented room (enablex-api.md A.2): numbers as text, and a flag where a number belongs. */
export const documentedRoom: IDataObject = {
	name: 'Topic or Room Title',
	owner_ref: 'xyz',
	settings: {
		description: 'Descriptive text',
		mode: 'group',
		scheduled: false,
		adhoc: false,
		duration: 50,
		moderators: '2',
		participants: '10',
		max_active_talkers: true,
		live_recording: { auto_recording: true, url: 'rtmp-client.enablex.io/?token=' },
	},
	sip: { enabled: true, pin: 99999, meeting_id: 99999 },
	data: { custom_key: '' },
	created: '2018-07-12T11:30:24.851Z',
	room_id: 'xxxxxxxxxxxxxxx',
};

/** The scheduled room of enablex-api.md A.6: only a few settings are returned, and the time is UTC without an offset. */
export const scheduledRoom: IDataObject = {
	name: 'My Scheduled Room',
	owner_ref: 'XOXO',
	settings: { scheduled: true, scheduled_time: '2021-05-31 05:30:00', duration: 30, adhoc: false },
	created: '2021-05-25T00:20:30.851Z',
	room_id: 'xxxxxxxxxxxxxx',
};

/** A CDR of 2024 (enablex-api.md A.3), with its placeholders filled in. */
export const cdr2024: IDataObject = {
	trans_date: '2024-03-22T10:05:00.123Z',
	conf_num: 'conf-1',
	sip: false,
	call_num: 'call-1',
	room: {
		room_id: '605c43000000000000000000',
		connect_dt: '2024-03-22T09:30:00.000Z',
		disconnect_dt: '2024-03-22T10:00:00.500Z',
		duration: 1800,
		room_details: { name: 'Stand-up', owner_ref: 'deal-4711' },
		sip: false,
	},
	user: { role: 'moderator', ip: '192.0.2.1', name: 'Nathan', ref: 'contact-815', agent: 'Chrome' },
	sigserver: {
		connect_dt: '2024-03-22T09:29:59.000Z',
		disconnect_dt: '2024-03-22T10:00:01.000Z',
		duration: 1802.25,
		hold_duration: 9.99,
	},
	usage: { connect_minutes: 1800, connect_minutes_cal: 30 },
	stats_quality: { send: {}, receive: {}, call_quality: 'Good' },
	app_id: '6034d7000000000000000000',
	cdr_id: 'cdr-1',
};

/** A CDR of the older generation (enablex-api.md A.4): no room details, no quality, and a join token. */
export const cdr2023: IDataObject = {
	trans_date: '2023-01-02T03:04:05.678Z',
	conf_num: 'XXX',
	room: {
		room_id: 'XXXX',
		connect_dt: '2023-01-02T02:00:00.000Z',
		disconnect_dt: '2023-01-02T03:00:00.000Z',
		duration: 9999.999,
	},
	user: { ip: '1.1.1.1', name: '', role: 'moderator', ref: '', agent: 'okhttp/3.5.0', token: 'join-token', confName: '' },
	published_track: { audio: 'true', video: 'true' },
	cdr_id: 'abcabcabc',
};

/** An archive (enablex-api.md 8.1) with two streams, a composition, a chat and metadata. */
export const archive: IDataObject = {
	_id: 'archive-1',
	trans_date: '2024-03-22T10:10:00.000Z',
	conf_num: 'conf-1',
	app_id: '6034d7000000000000000000',
	room_id: '605c43000000000000000000',
	recording: [{ url: 'https://portal.enablex.io/path/one.mkv' }, { url: 'https://portal.enablex.io/path/two.mkv' }],
	transcoded: [{ url: 'https://portal.enablex.io/path/My%20call.mov' }],
	chatdata: 'https://portal.enablex.io/path/chatdata.json',
	metadata: 'https://portal.enablex.io/path/metadata.json',
};
