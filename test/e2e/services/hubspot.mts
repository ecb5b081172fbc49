import { jsonOf } from '../edge.mts';
import type { Reply, Service } from '../edge.mts';

/** Where HubSpot's API lives. */
export const HUBSPOT = 'api.hubapi.com';

/** A deal by the names of its properties, and the contact it belongs to. */
export interface Deal {
	readonly id: number;
	readonly contactId: number;
	readonly properties: Readonly<Record<string, string>>;
}

/** A contact by the names of its properties. */
export interface Contact {
	readonly id: number;
	readonly properties: Readonly<Record<string, string>>;
}

/** What HubSpot is told when a property of a deal is written. */
export interface DealUpdate {
	readonly properties: ReadonlyArray<{ readonly name: string; readonly value: unknown }>;
}

/** A HubSpot with these deals and contacts, whose app has no webhooks yet. */
export function hubspot(deals: readonly Deal[], contacts: readonly Contact[]): Service {
	const dealRoute = /^\/deals\/v1\/deal\/(\d+)$/;
	const contactRoute = /^\/contacts\/v1\/contact\/vid\/(\d+)\/profile$/;
	return (request) => {
		if (request.path.startsWith('/webhooks/v3/')) return answerWebhooks(request.method, request.path);
		const deal = deals.find(({ id }) => String(id) === dealRoute.exec(request.path)?.[1]);
		const contact = contacts.find(({ id }) => String(id) === contactRoute.exec(request.path)?.[1]);
		if (deal && request.method === 'GET') return { json: showDeal(deal) };
		if (deal && request.method === 'PUT') return { json: showDeal({ ...deal, properties: changed(deal, jsonOf<DealUpdate>(request)) }) };
		if (contact && request.method === 'GET') return { json: { vid: contact.id, properties: showProperties(contact.properties) } };
		return undefined;
	};
}

function answerWebhooks(method: string, path: string): Reply | undefined {
	if (method === 'GET' && path.endsWith('/settings')) return { status: 404, json: { message: 'No settings' } };
	if (method === 'GET' && path.endsWith('/subscriptions')) return { json: { results: [] } };
	if (method === 'PUT' || method === 'POST') return { json: {} };
	return method === 'DELETE' ? { status: 204 } : undefined;
}

function showDeal({ id, contactId, properties }: Deal): object {
	return { dealId: id, associations: { associatedVids: [contactId] }, properties: showProperties(properties) };
}

/** HubSpot's first API wraps each value, beside its history. */
function showProperties(properties: Readonly<Record<string, string>>): object {
	return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, { value, source: 'CRM_UI' }]));
}

function changed(deal: Deal, { properties }: DealUpdate): Record<string, string> {
	return { ...deal.properties, ...Object.fromEntries(properties.map(({ name, value }) => [name, String(value)])) };
}
