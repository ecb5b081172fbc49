import type { INodeProperties } from 'n8n-workflow';

import { switchFields } from './switches';
import { valueFields } from './valueFields';

/** What only Update offers in its collection, because Create asks for it outside. */
const identityFields: INodeProperties[] = [
	{
		displayName: 'Duration (Minutes)',
		name: 'duration',
		type: 'number',
		typeOptions: { minValue: 10 },
		default: 60,
		description: 'How long the room is available, in minutes, at least 10',
	},
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'The name of the room',
	},
	{
		displayName: 'Owner Reference',
		name: 'ownerRef',
		type: 'string',
		default: '',
		description: 'Your own reference to the owner; CDRs carry it',
	},
	{
		displayName: 'Scheduled Time',
		name: 'scheduledTime',
		type: 'dateTime',
		default: '',
		description: 'When the room starts, as a date and time such as 2026-11-22T09:30:00. Without an offset, it is in the time zone of the workflow.',
	},
];

const nameOf = ({ displayName }: INodeProperties) => displayName.toLowerCase();

/** Alphabetical, as n8n wants it. `localeCompare` would load the rules of a language, for longer than all the rest takes. */
const byDisplayName = (a: INodeProperties, b: INodeProperties) => (nameOf(a) < nameOf(b) ? -1 : 1);

/** The collection of room settings: Additional Fields of Create, or Update Fields of Update. */
export function roomSettings({ forUpdate }: { forUpdate: boolean }): INodeProperties {
	const fields = [...switchFields, ...valueFields, ...(forUpdate ? identityFields : [])];
	return {
		displayName: forUpdate ? 'Update Fields' : 'Additional Fields',
		name: forUpdate ? 'updateFields' : 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: forUpdate ? 'What to change; fields that are not added stay as they are' : undefined,
		options: fields.sort(byDisplayName),
	};
}
