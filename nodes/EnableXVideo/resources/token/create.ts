import type { IDataObject, INode, INodeProperties } from 'n8n-workflow';

import { customDataField } from '../../../shared/descriptions/common';
import { apiError } from '../../../shared/api/errors';
import { readReplyText } from '../../../shared/api/responseBody';
import { OUTSIDE_SCHEDULE } from '../../../shared/api/resultCodes';
import {
	checkJsonObject,
	readOption,
	readRoomId,
	readText,
	refuseUnknownFields,
	type ParameterContext,
} from '../../../shared/parameters/parameters';
import { roleOptions, ROLES } from '../../../shared/descriptions/roles';
import { roomLocator } from '../../../shared/descriptions/roomLocator';
import { toObject } from '../../../shared/utils/values';
import { callRequest, type Operation, type Request } from '../../execution/operation';
import { addAttempts } from '../../execution/retry';
import { addSchedule } from './schedule';

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
		description: 'The name that other people in the session see',
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
		description: 'Your own reference to the user, such as the ID of a contact. Call detail records include it.',
		displayOptions: { show: showForTokenCreate },
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: showForTokenCreate },
		options: [{ ...customDataField, description: 'A JSON object that other people in the session can read' }],
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

/** The body of a new token. */
export const toBody = ({ name, role, userRef, data }: TokenInput): IDataObject => ({ name, role, user_ref: userRef, ...(data && { data }) });

const toItem = (reply: IDataObject, { roomId, name, role, userRef }: TokenInput, node: INode): IDataObject => ({
	// Opaque: some documents call it a JWT, but it is not one (enablex-api.md 5).
	token: readReplyText(node, reply, 'token'),
	room_id: roomId,
	name,
	role,
	user_ref: userRef,
});

const requests = {
	create: { method: 'POST', url: '/rooms/:roomId/tokens' },
	room: { method: 'GET', url: '/rooms/:roomId' },
} satisfies Record<string, Request>;

/** Creates a token. If the room refuses it because of its schedule, reads the room to say when it opens. */
export const createToken = {
	requests,
	read: readInput,
	async run(context, input, request) {
		const { roomId } = input;
		const result = await callRequest(context, { ...request, ...requests.create }, { roomId }, { body: toBody(input) });
		if (result.ok) return [{ json: toItem(result.body, input, context.getNode()) }];
		const error = addAttempts(result.attempts, apiError(context.getNode(), result.failure));
		if (!OUTSIDE_SCHEDULE.includes(result.failure.code)) throw error;
		throw await addSchedule(context, { ...request, ...requests.room }, roomId, error);
	},
} satisfies Operation<TokenInput>;
