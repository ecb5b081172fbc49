import type { INodeProperties } from 'n8n-workflow';

import { findByFields } from '../../../shared/findBy';
import { call, perItem } from '../../exchange';
import { archiveDownloadFields, downloadFile } from './download';
import { fileHeaders } from './fileReply';
import { archiveGetAllFields, getArchives, showForArchiveGetAll } from './getAll';

export const archiveDescription: INodeProperties[] = [
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
				description: 'Download a recording, chat or metadata file of a session, by its address',
				// The address is the File URL; it is checked and set by the operation itself.
				routing: {
					request: { method: 'GET', encoding: 'stream', json: false, headers: fileHeaders },
					...perItem(downloadFile),
				},
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many archives',
				description: 'Get the archives of sessions, with their recordings, chats and metadata, newest first. They are kept for 90 days.',
				routing: { request: { method: 'GET' }, ...call(getArchives) },
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
];
