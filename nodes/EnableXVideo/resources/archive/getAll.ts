import type { INodeProperties } from 'n8n-workflow';

import { listFields, simplifyField } from '../../../shared/descriptions/common';
import { checkOptions, readOption, readSimplify, type ParameterContext } from '../../../shared/parameters/parameters';
import { isInSearch, olderRoomPeriodRoute, readFindBy, type FindBy } from '../../../shared/parameters/findBy';
import { ARCHIVE_FILE_TYPES, archiveFiles, archiveTime, simplifyArchive, type ArchiveFileType } from '../../../shared/records/archive';
import { toObject } from '../../../shared/utils/values';
import { listOperation } from '../../execution/listOperation';

export const showForArchiveGetAll = { resource: ['archive'], operation: ['getAll'] };
const OUTPUTS = ['archive', 'file'] as const;

export const archiveGetAllFields: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'archive',
		description: 'What one item represents: a session with the URLs of all its files, or one file with its type, URL and file_name',
		displayOptions: { show: showForArchiveGetAll },
		options: [
			{ name: 'One Item per Archive', value: 'archive', description: 'The archive of a session with the URLs of its files' },
			{ name: 'One Item per File', value: 'file', description: 'Each recording, transcoded file, chat file and metadata file, ready to download' },
		],
	},
	...listFields(showForArchiveGetAll),
	{ ...simplifyField, displayOptions: { show: { ...showForArchiveGetAll, output: ['archive'] } } },
];

/** Reads the option File Types. Without it, or if it is empty, all types are wanted. */
function readFileTypes(context: ParameterContext): ArchiveFileType[] | undefined {
	const { fileTypes = [] } = toObject(context.getNodeParameter('options', {}));
	const types = checkOptions(context, fileTypes, 'File Types', ARCHIVE_FILE_TYPES);
	return types.length === 0 ? undefined : types;
}

export const getArchives = listOperation<FindBy & { perFile: boolean; fileTypes?: ArchiveFileType[]; simplify: boolean }>({
	key: 'archive',
	read: (context) => ({
		...readFindBy(context),
		perFile: readOption(context, 'output', 'Output', OUTPUTS) === 'file',
		fileTypes: readFileTypes(context),
		simplify: readSimplify(context),
	}),
	fallbackRoute: olderRoomPeriodRoute,
	select: ({ perFile, fileTypes, simplify, ...search }) => ({
		limit: search.limit,
		timeOf: archiveTime,
		matches: (_archive, time) => isInSearch(search, time),
		toItems: (archive) => (perFile ? archiveFiles(archive, fileTypes) : [simplify ? simplifyArchive(archive) : archive]),
	}),
});
