import { createHash } from 'node:crypto';
import type { DateTime } from 'luxon';
import type { Email } from 'postal-mime';
import { askSandbox, requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { publishWorkflow } from '../../lib/n8n/publication.mts';
import { ACCOUNTS } from '../accounts.mts';
import { jsonOf } from '../intercepting-proxy.mts';
import { checkRunSucceeded, firstRun, importExample } from './fixture.mts';
import type { FlowFixture } from './fixture.mts';
import { MET_DEALS } from './met-deals.mts';
import { hubspot, HUBSPOT } from '../services/hubspot.mts';
import type { Contact, Deal, DealUpdate } from '../services/hubspot.mts';
import { nowInZone } from './zone.mts';

const MEETING = nowInZone().plus({ days: 2 }).set({ hour: 14, minute: 30, second: 0, millisecond: 0 });
const READY = { dealstage: 'appointmentscheduled', meeting_time: String(MEETING.toMillis()) };
const DEALS: readonly Deal[] = [
	{ id: 101, contactId: 11, properties: { ...READY, dealname: 'Müller & Söhne – kick-off' } },
	{ id: 102, contactId: 12, properties: { ...READY, dealname: 'Has a room' } },
	{ id: 103, contactId: 12, properties: { ...READY, dealname: 'Too early', dealstage: 'qualifiedtobuy' } },
	{ id: 104, contactId: 12, properties: { ...READY, dealname: 'Acme renewal' } },
];
const CONTACTS: readonly Contact[] = [
	{ id: 11, properties: { email: 'erika@mueller.example', firstname: 'Erika' } },
	{ id: 12, properties: { email: 'wile@acme.example' } },
];

/** The deal whose room was booked before, for an earlier time. */
const BOOKED = 102;
const NEW = [101, 104];

interface Room {
	readonly room_id: string;
	readonly owner_ref: string;
	readonly name: string;
	readonly settings: { readonly scheduled_time: string };
}

/** 01: deals that reach the stage get one room, an invitation with a calendar file, and the links; others get nothing. */
export async function checkDealToMeeting(fixture: FlowFixture): Promise<void> {
	const { checks, host, proxy, mailbox } = fixture;
	await checks.section('01-deal-to-meeting: HubSpot Trigger, HubSpot, Create or Update Room, Join Link, iCalendar, Send Email', async () => {
		await bookEarlier(fixture);
		proxy.reply(HUBSPOT, hubspot([...DEALS, ...MET_DEALS], CONTACTS));
		const workflow = await importExample(fixture, '01-deal-to-meeting');
		await publishWorkflow(host.rest, workflow.id);
		const subscription = findSent(fixture, 'POST', /\/subscriptions$/)[0];
		checks.that('the trigger subscribes to deal stage changes', subscription?.eventType === 'deal.propertyChange' && subscription.propertyName === 'dealstage');

		await sendDealChanges(String(findSent(fixture, 'PUT', /\/settings$/)[0]?.targetUrl));
		checkRunSucceeded(fixture, await firstRun(fixture, workflow));
		const written = updatesByDeal(fixture);
		checks.that('three of the four deals get their links', [...written.keys()].sort().join() === '101,102,104', [...written.keys()].join());
		const { rooms } = await askSandbox<{ rooms: Room[] }>(requireSandbox(host), '/rooms');
		for (const { id, properties } of DEALS.filter((deal) => written.has(deal.id))) {
			const fields = written.get(id) ?? {};
			const own = rooms.filter(({ owner_ref }) => owner_ref === `deal-${id}`);
			const [room] = own;
			// HubSpot reports each change twice.
			checks.that(`deal ${id} has one room`, own.length === 1 && room.name === properties.dealname, own.map(({ room_id }) => room_id).join());
			const starts = Date.parse(`${room?.settings.scheduled_time.replace(' ', 'T')}Z`);
			checks.that('… at the time of the meeting', starts === MEETING.toMillis(), room?.settings.scheduled_time);
			checks.that('… and both links, of which the guest has a name in it', isLink(fields.enablex_guest_url) && isLink(fields.enablex_host_url) && nameIn(fields.enablex_guest_url) === (id === 101 ? 'Erika' : 'wile@acme.example'), fields.enablex_guest_url);
		}

		const [invitation] = mailbox.to('erika@mueller.example');
		const links = written.get(101) ?? {};
		checks.that('the customer gets one email', mailbox.to('erika@mueller.example').length === 1, invitation?.subject);
		checks.that('… with the personal link, but not the host link', holds(invitation?.text, links.enablex_guest_url) && !invitation?.text?.includes(links.enablex_host_url));
		checks.that("… with the customer's name and the local time", holds(invitation?.text, 'Hello Erika,') && holds(invitation?.text, `${MEETING.toFormat('d LLLL yyyy')}, 14:30 to 15:15`));
		checks.that('… and a calendar file with the link, from start to end', isCalendarOf(invitation, links.enablex_guest_url), invitation?.attachments[0]?.filename ?? 'none');
		checks.that('… and a subject with intact umlauts', holds(invitation?.subject, 'Müller & Söhne – kick-off'));
		const toHost = mailbox.to('sales@example.com');
		checks.that('the host gets an email for each new meeting, with the host link', toHost.length === NEW.length && NEW.every((id) => toHost.some(({ text }) => holds(text, written.get(id)?.enablex_host_url))), `${toHost.length}`);
		checks.that('nobody is invited to the meeting that was booked before', mailbox.to('wile@acme.example').length === 1);
	});
}

/** Books the room of a deal an hour before its present time, as an earlier run of the workflow did. */
async function bookEarlier({ host }: FlowFixture): Promise<void> {
	const scheduled_time = MEETING.minus({ hours: 1 }).toUTC().toFormat('yyyy-MM-dd HH:mm:ss');
	const body = { name: 'Has a room', owner_ref: `deal-${BOOKED}`, settings: { mode: 'group', scheduled: true, scheduled_time, duration: 45 } };
	await askSandbox(requireSandbox(host), '/rooms', { method: 'POST', body });
}

/** Whether an email has a calendar file with this link, in UTC and with the meeting's start and end. */
function isCalendarOf(email: Email | undefined, link: string): boolean {
	const file = email?.attachments.find(({ filename }) => filename === 'meeting.ics');
	if (file === undefined) return false;
	const text = Buffer.from(file.content as ArrayBuffer).toString('utf8').replace(/\r?\n[ \t]/g, '').replace(/\\([,;])/g, '$1');
	const at = (time: DateTime) => time.toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'");
	return text.includes(`DTSTART:${at(MEETING)}`) && text.includes(`DTEND:${at(MEETING.plus({ minutes: 45 }))}`) && text.includes(link);
}

/** Calls the trigger's webhook as HubSpot does: with several changes, each reported twice, signed with the app secret. */
async function sendDealChanges(targetUrl: string): Promise<void> {
	const body = JSON.stringify([...DEALS, ...DEALS].map(({ id, properties }) => ({ objectId: id, subscriptionType: 'deal.propertyChange', propertyName: 'dealstage', propertyValue: properties.dealstage })));
	const signature = createHash('sha256').update(ACCOUNTS.hubspot.clientSecret + body).digest('hex');
	const response = await fetch(targetUrl, { method: 'POST', headers: { 'content-type': 'application/json', 'x-hubspot-signature': signature }, body });
	if (!response.ok) throw new Error(`The HubSpot Trigger webhook responded with HTTP ${response.status}.`);
}

function findSent({ proxy }: FlowFixture, method: string, path: RegExp): Array<Record<string, unknown>> {
	return proxy.received(HUBSPOT).filter((request) => request.method === method && path.test(request.path)).map((request) => jsonOf<Record<string, unknown>>(request));
}

/** The properties written to each deal, by deal ID. */
function updatesByDeal({ proxy }: FlowFixture): Map<number, Record<string, string>> {
	const updates = proxy.received(HUBSPOT).filter(({ method, path }) => method === 'PUT' && path.startsWith('/deals/'));
	return new Map(updates.map((request) => {
		const properties = jsonOf<DealUpdate>(request).properties.map(({ name, value }) => [name, String(value)]);
		return [Number(request.path.split('/').at(-1)), Object.fromEntries(properties)];
	}));
}

function isLink(text?: string): boolean {
	return text !== undefined && /^https:\/\/meet\.sandbox\.example\/./.test(text);
}

/** The name that a page finds in a link. */
const nameIn = (link: string): string | null => new URL(link).searchParams.get('name');

function holds(text: string | undefined, part: string | undefined): boolean {
	return part !== undefined && part !== '' && text?.includes(part) === true;
}
