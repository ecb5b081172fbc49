import { CONFERENCE_NUMBER, FIND_BY, LIST, options, SIMPLIFY } from '../fields/common.mts';
import { findByVariants } from './find-by.mts';
import { locator } from './locator.mts';
import type { Operation, Variant } from './operation.mts';

export const downloadFile: Operation = {
	resource: 'archive',
	operation: 'download',
	method: 'GET',
	variants: [
		{ what: 'a file', parameters: { fileUrl: 'https://portal.enablex.io/a.mp4' }, firstRequest: 'file' },
		{
			what: 'the video of a session',
			parameters: { source: 'session', conferenceNumber: 'conf-1' },
			route: '/archive/conf/:conferenceNumber',
			segments: { conferenceNumber: 'conf-1' },
			firstRequest: 'archives',
		},
	],
	fields: [
		{ name: 'source', displayName: 'Source', type: 'options', default: 'url', options: ['url', 'session'], sends: 'another variant' },
		{ ...CONFERENCE_NUMBER, shownWith: { source: ['session'] } },
		{ name: 'fileUrl', displayName: 'File URL', type: 'string', default: '', required: true, shownWith: { source: ['url'] }, sample: 'https://portal.enablex.io/b.mp4', sends: 'address' },
		{ name: 'binaryPropertyName', displayName: 'Put Output File in Field', type: 'string', default: 'data', required: true, sample: 'file', sends: 'nothing' },
		options({ name: 'fileName', displayName: 'File Name', type: 'string', default: '', sample: 'call.mp4', sends: 'nothing' }),
	],
	output: ['file_name', 'mime_type', 'file_size', 'url'],
};

const FILES_OF_ROOM: Variant = {
	what: 'files',
	parameters: { findBy: 'room', roomId: locator('r1'), output: 'file' },
	route: '/archive/room/:roomId',
	segments: { roomId: 'r1' },
};

export const getArchives: Operation = {
	resource: 'archive',
	operation: 'getAll',
	method: 'GET',
	variants: [...findByVariants('archive'), FILES_OF_ROOM],
	fields: [
		...FIND_BY,
		{ name: 'output', displayName: 'Output', type: 'options', default: 'archive', options: ['archive', 'file'], sends: 'another variant' },
		...LIST,
		{ ...SIMPLIFY, shownWith: { output: ['archive'] } },
		options({
			name: 'fileTypes', displayName: 'File Types', type: 'multiOptions', default: ['transcoded'], options: ['chat', 'metadata', 'recording', 'transcoded'],
			shownWith: { '/output': ['file'] }, sample: ['chat', 'recording'], sends: 'nothing',
		}),
	],
	reply: { result: '0', archive: [{ _id: 'archive-1' }] },
	output: ['created_at', 'transcoded_urls', 'recording_urls', 'chat_url', 'metadata_url', 'conf_num', 'room_id', 'archive_id'],
};

/** The fields of each item of Get Many archives with One Item per File. */
export const FILE_ITEM = ['type', 'file_name', 'url', 'conf_num', 'room_id', 'archive_id'];
