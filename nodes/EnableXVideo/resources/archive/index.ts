import { findByFields } from '../../../shared/descriptions/findBy';
import type { Resource } from '../../execution/operation';
import { archiveDownloadFields, downloadFile } from './download';
import { archiveGetAllFields, getArchives, showForArchiveGetAll } from './getAll';

export const archive: Resource = {
	description: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			default: 'getAll',
			displayOptions: { show: { resource: ['archive'] } },
			options: [
				{
					name: 'Download',
					value: 'download',
					action: 'Download a recording',
					// It may send several requests, which are declared in `download.ts`.
					description: 'Download the video of a session, or any recording, chat or metadata file by its URL',
				},
				{
					name: 'Get Many',
					value: 'getAll',
					action: 'Get many recordings and files',
					description: 'Get the recordings, chats and metadata of sessions, newest first. For people and minutes, get sessions.',
					routing: { request: { method: 'GET' } },
				},
			],
		},
		...archiveDownloadFields,
		...findByFields(
			{
				conference: '/archive/conf/:conferenceNumber',
				period: '/archive/period/:firstDay/:lastDay',
				room: '/archive/room/:roomId',
				roomAndPeriod: '/archive/room-period/:roomId/:firstDay/:lastDay',
			},
			showForArchiveGetAll,
		),
		...archiveGetAllFields,
	],
	operations: { download: downloadFile, getAll: getArchives },
};
