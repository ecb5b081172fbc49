import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { listFields } from '../../../shared/descriptions/common';
import { incompleteReply, readList } from '../../../shared/api/responseBody';
import { checkBoolean, readLimit, type ParameterContext } from '../../../shared/parameters/parameters';
import { isObject, toObject, toText } from '../../../shared/utils/values';
import { apiOperation } from '../../execution/operation';

const showForDialInGetAll = { resource: ['dialIn'], operation: ['getAll'] };

export const dialInGetAllFields: INodeProperties[] = [
	...listFields(showForDialInGetAll),
];

const toNumberItem = ({ country, country_code, phone, toll }: IDataObject): IDataObject => ({
	country: toText(country),
	country_code: toText(country_code),
	phone: toText(phone),
	// The API marks a toll-free number with `toll: false` (enablex-api.md 9.1).
	toll_free: toll === undefined || toll === null ? null : toll === false || toll === 'false',
});

/** The SIP account without its password, which must not end up in the data of an execution. */
function toSipAccount(reply: IDataObject): IDataObject {
	const { server_url, username, sig_servers, media_servers } = toObject(reply.sip);
	return {
		server_url: toText(server_url),
		username: toText(username),
		sig_servers: Array.isArray(sig_servers) ? sig_servers : [],
		media_servers: Array.isArray(media_servers) ? media_servers : [],
	};
}

/** Whether a reply is from this route, which has no result code: it has one of the route's own keys. */
const isDialInReply = (reply: IDataObject) => Array.isArray(reply.dialin) || isObject(reply.sip) || isObject(reply.settings);

function readIncludeSipAccount(context: ParameterContext): boolean {
	const { includeSipAccount = false } = toObject(context.getNodeParameter('options', {}));
	return checkBoolean(context, includeSipAccount, 'Include SIP Account');
}

export const getDialInNumbers = apiOperation<{ includeSipAccount: boolean; limit: number }>({
	hasResultCode: false,
	read: (context) => ({
		includeSipAccount: readIncludeSipAccount(context),
		limit: readLimit(context),
	}),
	output: (reply, { includeSipAccount, limit }, context) => {
		if (!isDialInReply(reply)) throw incompleteReply(context.getNode(), 'the list of dial-in numbers');
		const numbers = readList(context, reply, 'dialin').slice(0, limit).map(toNumberItem);
		if (!includeSipAccount) return numbers;
		const sip_account = toSipAccount(reply);
		// Without any numbers, one empty item still carries the account.
		const items = numbers.length > 0 ? numbers : [toNumberItem({})];
		return items.map((item) => ({ ...item, sip_account }));
	},
});
