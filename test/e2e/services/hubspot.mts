import { isDeepStrictEqual } from 'node:util';
import { jsonOf } from '../intercepting-proxy.mts';
import type { Received, Reply, Service } from '../intercepting-proxy.mts';

/** The host of HubSpot's API. */
export const HUBSPOT = 'api.hubapi.com';

/** A deal with its properties and its contact. */
export interface Deal {
	readonly id: number;
	readonly contactId: number;
	readonly properties: Readonly<Record<string, string>>;
}

/** A contact with its properties. */
export interface Contact {
	readonly id: number;
	readonly properties: Readonly<Record<string, string>>;
}

/** The request that updates properties of a deal. */
export interface DealUpdate {
	readonly properties: ReadonlyArray<{ readonly name: string; readonly value: unknown }>;
}

/** The request that searches for deals; of the filters, the mock knows the one by ID. */
interface DealSearch {
	readonly filterGroups: ReadonlyArray<{ readonly filters: ReadonlyArray<{ readonly propertyName: string; readonly operator: string; readonly value: string }> }>;
}

/** The request that adds a note. */
interface NoteRequest {
	readonly properties: { readonly hs_timestamp: string; readonly hs_note_body: string };
	readonly associations: ReadonlyArray<{ readonly to: { readonly id: string }; readonly types: readonly unknown[] }>;
}

/** A note on a deal, with its text in HTML. */
export interface Note {
	readonly dealId: number;
	readonly time: string;
	readonly html: string;
}

const NOTES = '/crm/v3/objects/notes';
/** HubSpot's own type of the association from a note to a deal. */
const NOTE_TO_DEAL = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 214 };

/** A mock HubSpot with these deals and contacts, whose app has no webhooks yet. */
export function hubspot(deals: readonly Deal[], contacts: readonly Contact[]): Service {
	const dealRoute = /^\/deals\/v1\/deal\/(\d+)$/;
	const contactRoute = /^\/contacts\/v1\/contact\/vid\/(\d+)\/profile$/;
	return (request) => {
		if (request.path.startsWith('/webhooks/v3/')) return answerWebhooks(request.method, request.path);
		if (request.method === 'POST' && request.path === '/crm/v3/objects/deals/search') return { json: { results: searchDeals(deals, jsonOf<DealSearch>(request)) } };
		if (request.method === 'POST' && request.path === NOTES) return answerNote(deals, jsonOf<NoteRequest>(request));
		const deal = deals.find(({ id }) => String(id) === dealRoute.exec(request.path)?.[1]);
		const contact = contacts.find(({ id }) => String(id) === contactRoute.exec(request.path)?.[1]);
		if (deal && request.method === 'GET') return { json: serializeDeal(deal) };
		if (deal && request.method === 'PUT') return { json: serializeDeal({ ...deal, properties: withUpdates(deal, jsonOf<DealUpdate>(request)) }) };
		if (contact && request.method === 'GET') return { json: { vid: contact.id, properties: serializeProperties(contact.properties) } };
		return undefined;
	};
}

/** The notes that were added, oldest first, from the requests to HubSpot. */
export function notesIn(requests: readonly Received[]): Note[] {
	const added = requests.filter(({ method, path }) => method === 'POST' && path === NOTES).map((request) => jsonOf<NoteRequest>(request));
	return added.map(({ properties, associations }) => ({ dealId: Number(associations[0]?.to.id), time: properties.hs_timestamp, html: properties.hs_note_body }));
}

function searchDeals(deals: readonly Deal[], { filterGroups: [group] }: DealSearch): object[] {
	const [filter] = group.filters;
	const isWanted = ({ id }: Deal) => filter.propertyName === 'hs_object_id' && filter.operator === 'EQ' && filter.value === String(id);
	return deals.filter(isWanted).map(({ id, properties }) => ({ id: String(id), properties }));
}

/** HubSpot refuses a note without a time, and one for a record that it does not have. */
function answerNote(deals: readonly Deal[], { properties, associations }: NoteRequest): Reply {
	const isOfDeal = associations.every(({ to, types }) => deals.some(({ id }) => String(id) === to.id) && isDeepStrictEqual(types, [NOTE_TO_DEAL]));
	if (Number.isNaN(Date.parse(properties.hs_timestamp)) || !isOfDeal) return { status: 400, json: { message: 'Invalid note' } };
	return { status: 201, json: { id: '1', properties } };
}

function answerWebhooks(method: string, path: string): Reply | undefined {
	if (method === 'GET' && path.endsWith('/settings')) return { status: 404, json: { message: 'No settings' } };
	if (method === 'GET' && path.endsWith('/subscriptions')) return { json: { results: [] } };
	if (method === 'PUT' || method === 'POST') return { json: {} };
	return method === 'DELETE' ? { status: 204 } : undefined;
}

function serializeDeal({ id, contactId, properties }: Deal): object {
	return { dealId: id, associations: { associatedVids: [contactId] }, properties: serializeProperties(properties) };
}

/** HubSpot's v1 API wraps each value, next to its history. */
function serializeProperties(properties: Readonly<Record<string, string>>): object {
	return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, { value, source: 'CRM_UI' }]));
}

function withUpdates(deal: Deal, { properties }: DealUpdate): Record<string, string> {
	return { ...deal.properties, ...Object.fromEntries(properties.map(({ name, value }) => [name, String(value)])) };
}
