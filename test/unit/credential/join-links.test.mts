import * as fc from 'fast-check';

import { joinLinks, roomIdFromLink } from '../../../nodes/shared/credential/joinLinks';

const ROOM = '605c43000000000000000000';
const APP = '6034d7000000000000000000';
const DOMAIN = 'acme.yourvideo.live';
const HOST_CODE = 'NjA1YzQzMDAwMDAwMDAwMDAwMDAwMDAwLTYwMzRkNzAwMDAwMDAwMDAwMDAwMDAwMA==';

describe('The links of a room', () => {
	test('are one for guests, and one for hosts that contains the room and the project', () => {
		expect(joinLinks(ROOM, { appId: APP, meetingDomain: DOMAIN })).toEqual({
			guest_url: `https://${DOMAIN}/${ROOM}`,
			host_url: `https://${DOMAIN}/host/${HOST_CODE}`,
		});
		expect(Buffer.from(HOST_CODE, 'base64').toString()).toBe(`${ROOM}-${APP}`);
	});

	test('are null without a meeting domain or a room', () => {
		const none = { guest_url: null, host_url: null };
		expect(joinLinks(ROOM, { appId: APP, meetingDomain: '' })).toEqual(none);
		expect(joinLinks(null, { appId: APP, meetingDomain: DOMAIN })).toEqual(none);
	});

	test('lead back to the room, for any ID', () => {
		const id = fc.stringMatching(/^[A-Za-z0-9_]{1,30}$/);
		fc.assert(
			fc.property(id, fc.stringMatching(/^[0-9a-f]{24}$/), (roomId, appId) => {
				const { guest_url, host_url } = joinLinks(roomId, { appId, meetingDomain: DOMAIN });
				expect(roomIdFromLink(guest_url ?? '')).toBe(roomId);
				expect(roomIdFromLink(host_url ?? '')).toBe(roomId);
				expect(roomIdFromLink(`${host_url}?name=Nathan&video=no`)).toBe(roomId);
			}),
		);
	});
});

describe('The room in a link', () => {
	test.each([
		['of a guest', `https://${DOMAIN}/${ROOM}`],
		['of a guest on the other domain of EnableX', `https://acme.yourvideo.app/${ROOM}`],
		['with a trailing slash', `https://${DOMAIN}/${ROOM}/`],
		['with a query and a fragment', `https://${DOMAIN}/${ROOM}?name=a/b#top`],
		['with spaces around it', ` https://${DOMAIN}/${ROOM}\n`],
		['below a path', `https://meet.example.com/rooms/${ROOM}`],
		['over http, on your own page', `http://localhost:3000/${ROOM}`],
		['of a host', `https://${DOMAIN}/host/${HOST_CODE}`],
		['of a host, with its padding encoded', `https://${DOMAIN}/host/${HOST_CODE.replaceAll('=', '%3D')}`],
		['of a host, without its padding', `https://${DOMAIN}/host/${HOST_CODE.replaceAll('=', '')}`],
	])('%s is found', (_, link) => {
		expect(roomIdFromLink(link)).toBe(ROOM);
	});

	test.each([
		['an empty string', ''],
		['a bare ID', ROOM],
		['a page without a room', `https://${DOMAIN}/`],
		['the host page without a room', `https://${DOMAIN}/host`],
		['another scheme', `ftp://${DOMAIN}/${ROOM}`],
		['a script', `javascript:${ROOM}`],
		['a room with an encoded slash', `https://${DOMAIN}/..%2F${ROOM}`],
		['encoded dots', `https://${DOMAIN}/%2e%2e%2f`],
		['a broken encoding', `https://${DOMAIN}/%E0%A4%A`],
		['a host link with something else in it', `https://${DOMAIN}/host/${Buffer.from('../rooms-x').toString('base64')}`],
		['a host link without its code', `https://${DOMAIN}/host/-`],
	])('is not found in %s', (_, link) => {
		expect(roomIdFromLink(link)).toBeUndefined();
	});

	test('consists of letters, digits, dashes and underscores, or is not found, for any text', () => {
		const path = fc.webPath().map((tail) => `https://${DOMAIN}${tail}`);
		const host = fc.base64String().map((code) => `https://${DOMAIN}/host/${code}`);
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.webUrl(), path, host), (text) => {
				expect(roomIdFromLink(text) ?? 'none').toMatch(/^[A-Za-z0-9_-]+$/);
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('A room ID with a dash', () => {
	const roomId = 'room-0815';

	test('is found in its guest link and in its host link', () => {
		const links = joinLinks(roomId, { appId: '6034d7000000000000000000', meetingDomain: DOMAIN });
		expect(roomIdFromLink(links.guest_url ?? '')).toBe(roomId);
		expect(roomIdFromLink(links.host_url ?? '')).toBe(roomId);
	});

	test('is not found in a host link whose code contains no dash', () => {
		expect(roomIdFromLink(`https://${DOMAIN}/host/${Buffer.from('605c43').toString('base64')}`)).toBeUndefined();
	});
});
