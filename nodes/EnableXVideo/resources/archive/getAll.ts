import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { listFields, simplifyField } from '../../../shared/fields';
import { readOption, readSimplify } from '../../../shared/parameters';
import { olderRoomPeriodRoute, pick, readSearch, type Search } from '../../../shared/search';
import { archiveFiles, archiveTime, simplifyArchive } from '../../../shared/simplifyArchive';
import type { Operation } from '../../exchange';

export const showForArchiveGetAll = { resource: ['archive'], operation: ['getAll'] };
const OUTPUTS = ['archive', 'file'] as const;

export const archiveGetAllFields: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'archive',
		description: 'What one item stands for: a session with the addresses of all its files, or one file with its type, URL and file_name',
		displayOptions: { show: showForArchiveGetAll },
		options: [
			{ name: 'One Item per Archive', value: 'archive', description: 'The archive of a session with the addresses of its files' },
			{ name: 'One Item per File', value: 'file', description: 'Each recording, transcoded file, chat and metadata file, ready to download' },
		],
	},
	...listFields(showForArchiveGetAll),
	{ ...simplifyField, displayOptions: { show: { ...showForArchiveGetAll, output: ['archive'] } } },
];

/** The first `limit` files, without looking into further archives. */
function takeFiles(archives: IDataObject[], limit: number): IDataObject[] {
	const files: IDataObject[] = [];
	for (const archive of archives) {
		if (files.length >= limit) break;
		files.push(...archiveFiles(archive));
	}
	return files.slice(0, limit);
}

export const getArchives: Operation<Search & { perFile: boolean; simplify: boolean }> = {
	read: (context) => ({
		...readSearch(context),
		perFile: readOption(context, 'output', 'Output', OUTPUTS) === 'file',
		simplify: readSimplify(context),
	}),
	fallbackRoute: olderRoomPeriodRoute,
	output: (reply, { perFile, simplify, ...search }, context) => {
		if (perFile) {
			const archives = pick(context, reply, 'archive', { ...search, limit: Infinity }, archiveTime);
			return takeFiles(archives, search.limit);
		}
		const archives = pick(context, reply, 'archive', search, archiveTime);
		return simplify ? archives.map(simplifyArchive) : archives;
	},
};
