import * as fc from 'fast-check';

import { joinLinks, roomIdFromLink } from '../../nodes/shared/joinLinks';

const ROOM = '605c43000000000000000000';
const APP = '6034d7000000000000000000';
const DOMAIN = 'acme.yourvideo.live';
const HOST_CODE = 'NjA1YzQzMDAwMDAwMDAwMDAwMDAwMDAwLTYwMzRkNzAwMDAwMDAwMDAwMDAwMDAwMA==';

describe('The links of a room', () => {
	test('are one for guests, and one for hosts that holds the room and the project', () => {
		expect(joinLinks(ROOM, { appId: APP, meetingDomain: DOMAIN })).toEqual({
			guest_url: `https://${DOMAIN}/${ROOM}`,
			host_url: `https://${DOMAIN}/host/${HOST_CODE}`,
		});
		expect(Buffer.from(HOST_CODE, 'base64').toString()).toBe(`${ROOM}-${APP}`);
	});

	test('are null without a meeting domain, and without a room', () => {
		const none = { guest_url: null, host_url: null };
		expect(joinLinks(ROOM, { appId: APP, meetingDomain: '' })).toEqual(none);
		expect(joinLinks(null, { appId: APP, meetingDomain: DOMAIN })).toEqual(none);
	});

	test('lead back to the room, whatever its ID', () => {
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
		['of a guest on the other product', `https://acme.yourvideo.app/${ROOM}`],
		['with a slash at its end', `https://${DOMAIN}/${ROOM}/`],
		['with a query and a fragment', `https://${DOMAIN}/${ROOM}?name=a/b#top`],
		['with spaces around it', ` https://${DOMAIN}/${ROOM}\n`],
		['below a folder', `https://meet.example.com/rooms/${ROOM}`],
		['over http, on a page of your own', `http://localhost:3000/${ROOM}`],
		['of a host', `https://${DOMAIN}/host/${HOST_CODE}`],
		['of a host, with its padding encoded', `https://${DOMAIN}/host/${HOST_CODE.replaceAll('=', '%3D')}`],
		['of a host, without its padding', `https://${DOMAIN}/host/${HOST_CODE.replaceAll('=', '')}`],
	])('%s is found', (_, link) => {
		expect(roomIdFromLink(link)).toBe(ROOM);
	});

	test.each([
		['an empty text', ''],
		['an ID alone', ROOM],
		['a page without a room', `https://${DOMAIN}/`],
		['the page of hosts without a room', `https://${DOMAIN}/host`],
		['another scheme', `ftp://${DOMAIN}/${ROOM}`],
		['a script', `javascript:${ROOM}`],
		['a room with a slash hidden in it', `https://${DOMAIN}/..%2F${ROOM}`],
		['dots', `https://${DOMAIN}/%2e%2e%2f`],
		['an encoding that is broken', `https://${DOMAIN}/%E0%A4%A`],
		['a host link with something else in it', `https://${DOMAIN}/host/${Buffer.from('../rooms-x').toString('base64')}`],
		['a host link without its code', `https://${DOMAIN}/host/-`],
	])('is not found in %s', (_, link) => {
		expect(roomIdFromLink(link)).toBeUndefined();
	});

	test('is letters, digits and dashes, or nothing, whatever the text', () => {
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

	test('comes back from its guest link and from its host link', () => {
		const links = joinLinks(roomId, { appId: '6034d7000000000000000000', meetingDomain: DOMAIN });
		expect(roomIdFromLink(links.guest_url ?? '')).toBe(roomId);
		expect(roomIdFromLink(links.host_url ?? '')).toBe(roomId);
	});

	test('a host link whose code holds no dash is refused', () => {
		expect(roomIdFromLink(`https://${DOMAIN}/host/${Buffer.from('605c43').toString('base64')}`)).toBeUndefined();
	});
});
