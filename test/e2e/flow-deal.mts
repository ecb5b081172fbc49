import { createHash } from 'node:crypto';
import { askSandbox, needSandbox } from '../host/host-sandbox.mts';
import { publishWorkflow } from '../host/n8n-publication.mts';
import { ACCOUNTS } from './accounts.mts';
import { jsonOf } from './edge.mts';
import { checkSuccess, firstRun, importExample } from './flow-scene.mts';
import type { Scene } from './flow-scene.mts';
import { hubspot, HUBSPOT } from './services/hubspot.mts';
import type { Contact, Deal, DealUpdate } from './services/hubspot.mts';
import { nowThere } from './flow-zone.mts';

const MEETING = nowThere().plus({ days: 2 }).set({ hour: 14, minute: 30, second: 0, millisecond: 0 });
const READY = { dealstage: 'appointmentscheduled', meeting_time: String(MEETING.toMillis()) };
const DEALS: readonly Deal[] = [
	{ id: 101, contactId: 11, properties: { ...READY, dealname: 'Müller & Söhne – kick-off' } },
	{ id: 102, contactId: 12, properties: { ...READY, dealname: 'Has a room', enablex_room_id: '0123456789abcdef01234567' } },
	{ id: 103, contactId: 12, properties: { ...READY, dealname: 'Too early', dealstage: 'qualifiedtobuy' } },
	{ id: 104, contactId: 12, properties: { ...READY, dealname: 'Acme renewal' } },
];
const CONTACTS: readonly Contact[] = [
	{ id: 11, properties: { email: 'erika@mueller.example', firstname: 'Erika' } },
	{ id: 12, properties: { email: 'wile@acme.example' } },
];

interface Room {
	readonly owner_ref: string;
	readonly name: string;
	readonly settings: { readonly scheduled_time: string };
}

/** 01: deals that reach the stage get a room, an invitation and the links; others nothing. */
export async function checkDealToMeeting(scene: Scene): Promise<void> {
	const { checks, host, edge, mailbox } = scene;
	await checks.section('01-deal-to-meeting: HubSpot Trigger, HubSpot, Create Room, Send Email', async () => {
		edge.reply(HUBSPOT, hubspot(DEALS, CONTACTS));
		const workflow = await importExample(scene, '01-deal-to-meeting');
		await publishWorkflow(host.rest, workflow.id);
		const subscription = findSent(scene, 'POST', /\/subscriptions$/)[0];
		checks.that('HubSpot is asked for changes of the deal stage', subscription?.eventType === 'deal.propertyChange' && subscription.propertyName === 'dealstage');

		await tellOfChanges(String(findSent(scene, 'PUT', /\/settings$/)[0]?.targetUrl));
		checkSuccess(scene, await firstRun(scene, workflow));
		const written = updatesByDeal(scene);
		checks.that('two of the four deals get a room', [...written.keys()].join() === '101,104', [...written.keys()].join());
		for (const { id, properties } of DEALS.filter((deal) => written.has(deal.id))) {
			const fields = written.get(id) ?? {};
			const { room } = await askSandbox<{ room?: Room }>(needSandbox(host), `/rooms/${fields.enablex_room_id}`);
			checks.that(`deal ${id} holds the ID of a room of its own`, room?.owner_ref === `deal-${id}` && room.name === properties.dealname, fields.enablex_room_id);
			const starts = Date.parse(`${room?.settings.scheduled_time.replace(' ', 'T')}Z`);
			checks.that('… at the time of the meeting', starts === MEETING.toMillis(), room?.settings.scheduled_time);
			checks.that('… and both links', isLink(fields.enablex_guest_url) && isLink(fields.enablex_host_url) && fields.enablex_guest_url !== fields.enablex_host_url);
		}

		const [invitation] = mailbox.to('erika@mueller.example');
		const links = written.get(101) ?? {};
		checks.that('the customer gets one e-mail', mailbox.to('erika@mueller.example').length === 1, invitation?.subject);
		checks.that('… with the guest link and not that of the host', holds(invitation?.text, links.enablex_guest_url) && !invitation?.text?.includes(links.enablex_host_url));
		checks.that('… with her name and the time on her clock', holds(invitation?.text, 'Hello Erika,') && holds(invitation?.text, `${MEETING.toFormat('d LLLL yyyy')}, 14:30`));
		checks.that('… and a subject with its umlauts', holds(invitation?.subject, 'Müller & Söhne – kick-off'));
		const toHost = mailbox.to('sales@example.com');
		checks.that('the host gets an e-mail for each meeting, with the link of the host', toHost.length === 2 && [...written.values()].every(({ enablex_host_url }) => toHost.some(({ text }) => holds(text, enablex_host_url))));
	});
}

/** Calls the trigger as HubSpot does: several changes at once, signed with the secret of the app. */
async function tellOfChanges(targetUrl: string): Promise<void> {
	const body = JSON.stringify(DEALS.map(({ id, properties }) => ({ objectId: id, subscriptionType: 'deal.propertyChange', propertyName: 'dealstage', propertyValue: properties.dealstage })));
	const signature = createHash('sha256').update(ACCOUNTS.hubspot.clientSecret + body).digest('hex');
	const response = await fetch(targetUrl, { method: 'POST', headers: { 'content-type': 'application/json', 'x-hubspot-signature': signature }, body });
	if (!response.ok) throw new Error(`The webhook of the HubSpot Trigger answered HTTP ${response.status}.`);
}

function findSent({ edge }: Scene, method: string, path: RegExp): Array<Record<string, unknown>> {
	return edge.received(HUBSPOT).filter((request) => request.method === method && path.test(request.path)).map((request) => jsonOf<Record<string, unknown>>(request));
}

/** The properties written to each deal, by its number. */
function updatesByDeal({ edge }: Scene): Map<number, Record<string, string>> {
	const updates = edge.received(HUBSPOT).filter(({ method, path }) => method === 'PUT' && path.startsWith('/deals/'));
	return new Map(updates.map((request) => {
		const properties = jsonOf<DealUpdate>(request).properties.map(({ name, value }) => [name, String(value)]);
		return [Number(request.path.split('/').at(-1)), Object.fromEntries(properties)];
	}));
}

function isLink(text?: string): boolean {
	return text !== undefined && /^https:\/\/meet\.sandbox\.example\/./.test(text);
}

function holds(text: string | undefined, part: string | undefined): boolean {
	return part !== undefined && part !== '' && text?.includes(part) === true;
}
