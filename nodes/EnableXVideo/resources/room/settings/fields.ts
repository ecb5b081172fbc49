import type { INodeProperties } from 'n8n-workflow';

import { toggleFields } from './toggles';
import { valueFields } from './valueFields';

/** Fields that only the collection of Update has. Create has them outside of its collection. */
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
		description: 'Your own reference to the owner. Call detail records include it.',
	},
	{
		displayName: 'Scheduled Time',
		name: 'scheduledTime',
		type: 'dateTime',
		default: '',
		description: 'When the meeting starts, as a date and time such as 2026-11-22T09:30:00. Without an offset, it is in the time zone of the workflow.',
	},
];

const nameOf = ({ displayName }: INodeProperties) => displayName.toLowerCase();

/** Alphabetical order, as n8n requires. Not by `localeCompare`, which would take longer to load than the whole node. */
const byDisplayName = (a: INodeProperties, b: INodeProperties) => (nameOf(a) < nameOf(b) ? -1 : 1);

/** The collection of room settings: Additional Fields of Create, or Update Fields of Update. */
export function roomSettings({ forUpdate }: { forUpdate: boolean }): INodeProperties {
	const fields = [...toggleFields, ...valueFields, ...(forUpdate ? identityFields : [])];
	return {
		displayName: forUpdate ? 'Update Fields' : 'Additional Fields',
		name: forUpdate ? 'updateFields' : 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: forUpdate ? 'The fields to change. Fields that are not added stay as they are.' : 'Settings of the room. The API decides those that are not added.',
		options: fields.sort(byDisplayName),
	};
}
