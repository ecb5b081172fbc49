import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/api/errors';
import { CREDENTIAL_NAME, readLinkFields } from '../../../shared/credential/credential';
import { joinLinks } from '../../../shared/credential/joinLinks';
import { roomLocator } from '../../../shared/descriptions/roomLocator';
import { checkText, readOption, readRoomId, readText, type ParameterContext } from '../../../shared/parameters/parameters';
import type { Operation } from '../../execution/operation';
import { readLinkOptions, toQuery, type LinkParameter } from './options';

const showForJoinLinkCreate = { resource: ['joinLink'], operation: ['create'] };

export const joinLinkCreateFields: INodeProperties[] = [
	{ ...roomLocator, displayOptions: { show: showForJoinLinkCreate } },
	{
		displayName: 'Role',
		name: 'role',
		type: 'options',
		default: 'guest',
		description: 'Who the link is for. Anyone who opens a host link becomes a moderator, so keep it secret.',
		displayOptions: { show: showForJoinLinkCreate },
		options: [
			{ name: 'Guest', value: 'guest', description: 'Joins as a participant' },
			{ name: 'Host', value: 'host', description: 'Joins as a moderator. The link is a secret: send it only to the host.' },
		],
	},
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Nathan',
		hint: 'Not proof of identity: a guest can change the name and the reference in the link',
		description: 'The name the person joins with',
		displayOptions: { show: showForJoinLinkCreate },
	},
	{
		displayName: 'User Reference',
		name: 'userRef',
		type: 'string',
		default: '',
		placeholder: 'e.g. contact-815',
		description: 'Your own reference to the person, such as the ID of a contact. Call detail records include it.',
		displayOptions: { show: showForJoinLinkCreate },
	},
];

interface JoinLinkInput {
	roomId: string;
	role: 'guest' | 'host';
	name: string;
	userRef: string | null;
	options: LinkParameter[];
}

function readUserRef(context: ParameterContext): string | null {
	const value = context.getNodeParameter('userRef', '');
	return value === '' ? null : checkText(context, value, 'User Reference');
}

const readInput = (context: ParameterContext): JoinLinkInput => ({
	roomId: readRoomId(context),
	role: readOption(context, 'role', 'Role', ['guest', 'host']),
	name: readText(context, 'name', 'Name'),
	userRef: readUserRef(context),
	options: readLinkOptions(context),
});

/** Builds the link of a person to the hosted page of a room (enablex-api.md 14). Sends no request. */
export const createJoinLink: Operation<JoinLinkInput> = {
	read: readInput,
	async run(context, { roomId, role, name, userRef, options }) {
		const links = joinLinks(roomId, readLinkFields(await context.getCredentials(CREDENTIAL_NAME)));
		const page = role === 'host' ? links.host_url : links.guest_url;
		if (page === null) {
			throw inputError(context.getNode(), 'Meeting Domain is empty', 'Fill in Meeting Domain in the EnableX API credential: the domain of your hosted join page, such as acme.yourvideo.live');
		}
		const reference: LinkParameter[] = userRef === null ? [] : [['user_ref', userRef]];
		return [{ json: { join_url: `${page}?${toQuery([['name', name], ...reference, ...options])}`, role, name, user_ref: userRef, room_id: roomId } }];
	},
};
