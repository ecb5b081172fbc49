import { createHash } from 'node:crypto';
import { jsonOf } from '../intercepting-proxy.mts';
import type { Received, Reply, Service } from '../intercepting-proxy.mts';
import { ACCESS_TOKEN } from './google-sheets.mts';

/** The host of Google's Drive API. */
export const DRIVE = 'www.googleapis.com';

/** A file as it arrived, and who may open it. */
export interface DriveFile {
	readonly name: string;
	readonly parents: readonly string[];
	/** Hexadecimal. */
	sha256?: string;
	readonly permissions: Array<{ readonly role: string; readonly type: string }>;
}

interface Upload {
	readonly file: DriveFile;
	readonly chunks: Buffer[];
}

/** The link that Drive returns for a file. */
export const driveLink = (id: number): string => `https://drive.google.com/file/d/file-${id}/view`;

/** A mock Drive that keeps the files of resumable uploads, for whoever has the access token. */
export function googleDrive(files: DriveFile[]): Service {
	const uploads: Upload[] = [];
	return (request) => {
		const { method, path, query } = request;
		const upload = uploads[Number(query.get('upload_id'))];
		// The upload address is secret, so the chunks have no token.
		if (method === 'PUT' && upload) return takeChunk(upload, request, files);
		if (request.headers.authorization !== `Bearer ${ACCESS_TOKEN}`) return { status: 401, json: { error: { message: 'Unauthorized' } } };
		if (method === 'POST' && path === '/upload/drive/v3/files') {
			const { name, parents } = jsonOf<DriveFile>(request);
			uploads.push({ file: { name, parents, permissions: [] }, chunks: [] });
			return { headers: { location: `https://${DRIVE}${path}?upload_id=${uploads.length - 1}` } };
		}
		const [, number, what] = /^\/drive\/v3\/files\/file-(\d+)(\/permissions)?$/.exec(path) ?? [];
		const file = files[Number(number)];
		if (method === 'PATCH' && file && !what) return { json: { id: `file-${number}`, name: file.name, webViewLink: driveLink(Number(number)) } };
		if (method !== 'POST' || !file || !what) return undefined;
		file.permissions.push(jsonOf<DriveFile['permissions'][number]>(request));
		return { json: { id: 'anyoneWithLink' } };
	};
}

/** Drive answers 308 until it has the last byte. */
function takeChunk({ file, chunks }: Upload, { headers, body }: Received, files: DriveFile[]): Reply {
	chunks.push(body);
	const [, last, total] = /-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
	if (Number(last) + 1 < Number(total)) return { status: 308 };
	const sha256 = createHash('sha256').update(Buffer.concat(chunks)).digest('hex');
	files.push({ ...file, sha256 });
	return { json: { id: `file-${files.length - 1}` } };
}
