import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { customDataField } from '../../../shared/fields';
import { readReplyText } from '../../../shared/lists';
import {
	checkJsonObject,
	readOption,
	readRoomId,
	readText,
	refuseUnknownFields,
	type ParameterContext,
} from '../../../shared/parameters';
import { roleOptions, ROLES } from '../../../shared/roles';
import { roomLocator } from '../../../shared/roomLocator';
import { toObject } from '../../../shared/values';
import type { Operation } from '../../exchange';

const showForTokenCreate = { resource: ['token'], operation: ['create'] };

export const tokenCreateFields: INodeProperties[] = [
	{ ...roomLocator, displayOptions: { show: showForTokenCreate } },
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Nathan',
		description: 'The name that the others in the session see',
		displayOptions: { show: showForTokenCreate },
	},
	{
		displayName: 'Role',
		name: 'role',
		type: 'options',
		required: true,
		default: 'participant',
		description: 'What the user may do in the session',
		displayOptions: { show: showForTokenCreate },
		options: roleOptions,
	},
	{
		displayName: 'User Reference',
		name: 'userRef',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. contact-815',
		description: 'Your own reference to the user, such as the ID of a contact; CDRs carry it',
		displayOptions: { show: showForTokenCreate },
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: showForTokenCreate },
		options: [{ ...customDataField, description: 'A JSON object that the others in the session can read' }],
	},
];

interface TokenInput {
	roomId: string;
	name: string;
	role: string;
	userRef: string;
	data?: IDataObject;
}

function readInput(context: ParameterContext): TokenInput {
	const fields = toObject(context.getNodeParameter('additionalFields', {}));
	refuseUnknownFields(context, fields, ['data'], 'Additional Fields');
	const { data } = fields;
	return {
		roomId: readRoomId(context),
		name: readText(context, 'name', 'Name'),
		role: readOption(context, 'role', 'Role', ROLES),
		userRef: readText(context, 'userRef', 'User Reference'),
		...(data !== undefined && { data: checkJsonObject(context, data, 'Custom Data') }),
	};
}

export const createToken: Operation<TokenInput> = {
	read: readInput,
	body: ({ name, role, userRef, data }) => ({ name, role, user_ref: userRef, ...(data && { data }) }),
	output: (reply, { roomId, name, role, userRef }, context) => [
		{
			// Opaque: it is called a JWT in places, but is none (api.md 5).
			token: readReplyText(context.getNode(), reply, 'token'),
			room_id: roomId,
			name,
			role,
			user_ref: userRef,
		},
	],
};
