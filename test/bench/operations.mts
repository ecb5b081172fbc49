/** The operations that are compared, item by item: the same calls with the same data in every variant. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { parametersIn, parametersOf } from '../lib/operations/index.mts';

export type OperationName = 'getRoom' | 'createToken' | 'createRoom';

/** One call as plain code would make it. */
export interface Call {
	method: 'GET' | 'POST';
	path: string;
	body?: IDataObject;
}

export interface Operation {
	title: string;
	/** The node's parameters: what differs from item to item is an expression on the input. */
	enablex: INodeParameters;
	/** The HTTP Request node's, as a user writes them. */
	httpRequest(baseUrl: string): INodeParameters;
	/** What one item asks for. */
	call(item: IDataObject): Call;
}

/** The n-th input item, as a CRM might give it. */
export const makeItem = (index: number, roomId: string): IDataObject => ({
	room_id: roomId,
	contact: `Contact ${index}`,
	contact_id: `contact-${index}`,
	deal: `Deal ${index}`,
	deal_id: `deal-${index}`,
	seats: 10 + (index % 40),
	hosts: 1 + (index % 3),
	agenda: `What to talk about, part ${index}`,
	cost_centre: `B-${index}`,
});

const basicAuth = (method: Call['method'], url: string): INodeParameters => ({
	method,
	url,
	authentication: 'genericCredentialType',
	genericAuthType: 'httpBasicAuth',
	options: {},
});

const jsonBody = { sendBody: true, contentType: 'json' };

const ROOM_TEMPLATE = `={
  "name": "{{ $json.deal }}",
  "owner_ref": "{{ $json.deal_id }}",
  "settings": {
    "mode": "group",
    "scheduled": false,
    "adhoc": false,
    "auto_recording": true,
    "billing_code": "{{ $json.cost_centre }}",
    "description": "{{ $json.agenda }}",
    "knock": true,
    "max_active_talkers": 6,
    "media_zone": "US",
    "moderators": {{ $json.hosts }},
    "participants": {{ $json.seats }},
    "quality": "HD",
    "wait_for_moderator": true
  }
}`;

export const OPERATIONS: Record<OperationName, Operation> = {
	getRoom: {
		title: 'Get Room',
		enablex: parametersIn('room.get', '={{ $json.room_id }}'),
		httpRequest: (baseUrl) => basicAuth('GET', `=${baseUrl}/rooms/{{ $json.room_id }}`),
		call: ({ room_id }) => ({ method: 'GET', path: `/rooms/${room_id}` }),
	},
	createToken: {
		title: 'Create Token',
		enablex: parametersIn('token.create', '={{ $json.room_id }}', { name: '={{ $json.contact }}', role: 'participant', userRef: '={{ $json.contact_id }}' }),
		httpRequest: (baseUrl) => ({
			...basicAuth('POST', `=${baseUrl}/rooms/{{ $json.room_id }}/tokens`),
			...jsonBody,
			specifyBody: 'keypair',
			bodyParameters: {
				parameters: [
					{ name: 'name', value: '={{ $json.contact }}' },
					{ name: 'role', value: 'participant' },
					{ name: 'user_ref', value: '={{ $json.contact_id }}' },
				],
			},
		}),
		call: ({ room_id, contact, contact_id }) => ({
			method: 'POST',
			path: `/rooms/${room_id}/tokens`,
			body: { name: contact, role: 'participant', user_ref: contact_id },
		}),
	},
	createRoom: {
		title: 'Create Room, 10 additional fields',
		enablex: parametersOf('room.create', {
			name: '={{ $json.deal }}',
			ownerRef: '={{ $json.deal_id }}',
			mode: 'group',
			roomType: 'permanent',
			additionalFields: {
				autoRecording: true,
				billingCode: '={{ $json.cost_centre }}',
				description: '={{ $json.agenda }}',
				knock: true,
				maxActiveTalkers: 6,
				mediaZone: 'US',
				moderators: '={{ $json.hosts }}',
				participants: '={{ $json.seats }}',
				quality: 'HD',
				waitForModerator: true,
			},
		}),
		httpRequest: (baseUrl) => ({
			...basicAuth('POST', `${baseUrl}/rooms`),
			...jsonBody,
			specifyBody: 'json',
			jsonBody: ROOM_TEMPLATE,
		}),
		call: (item) => ({
			method: 'POST',
			path: '/rooms',
			body: {
				name: item.deal,
				owner_ref: item.deal_id,
				settings: {
					mode: 'group',
					scheduled: false,
					adhoc: false,
					auto_recording: true,
					billing_code: item.cost_centre,
					description: item.agenda,
					knock: true,
					max_active_talkers: 6,
					media_zone: 'US',
					moderators: item.hosts,
					participants: item.seats,
					quality: 'HD',
					wait_for_moderator: true,
				},
			},
		}),
	},
};
