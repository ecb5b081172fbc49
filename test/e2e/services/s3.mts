import { createHash } from 'node:crypto';
import type { Received, Reply, Service } from '../intercepting-proxy.mts';

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** An object assembled from its parts. */
export interface StoredObject {
	readonly key: string;
	readonly contentType: string;
	readonly parts: number;
	readonly bytes: number;
	/** Hexadecimal. */
	readonly sha256: string;
}

interface Upload {
	readonly contentType: string;
	readonly parts: Map<number, Buffer>;
}

/** A mock S3 bucket that accepts multipart uploads signed with this access key. */
export class Bucket {
	/** The completely uploaded objects. */
	readonly objects: StoredObject[] = [];
	private readonly uploads = new Map<string, Upload>();

	constructor(
		private readonly region: string,
		private readonly accessKeyId: string,
	) {}

	/** Handles the requests to the host of this bucket. */
	readonly service: Service = (request) => {
		const { method, query } = request;
		if (!request.headers.authorization?.startsWith(`AWS4-HMAC-SHA256 Credential=${this.accessKeyId}/`)) return { status: 403 };
		if (method === 'GET' && query.has('location')) return xml(`<LocationConstraint ${NAMESPACE}>${this.region}</LocationConstraint>`);
		if (method === 'POST' && query.has('uploads')) return this.begin(request);
		const upload = this.uploads.get(query.get('uploadId') ?? '');
		if (!upload) return undefined;
		if (method === 'PUT') return takePart(upload, request);
		if (method === 'GET') return xml(`<ListPartsResult ${NAMESPACE}>${[...upload.parts].map(serializePart).join('')}</ListPartsResult>`);
		return method === 'POST' ? this.complete(upload, request) : undefined;
	};

	private begin({ path, headers }: Received): Reply {
		const uploadId = `upload-${this.uploads.size + 1}`;
		this.uploads.set(uploadId, { contentType: headers['content-type'] ?? '', parts: new Map() });
		return xml(`<InitiateMultipartUploadResult ${NAMESPACE}><Key>${path.slice(1)}</Key><UploadId>${uploadId}</UploadId></InitiateMultipartUploadResult>`);
	}

	private complete({ contentType, parts }: Upload, { path }: Received): Reply {
		const whole = Buffer.concat([...parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes));
		const key = decodeURIComponent(path.slice(1));
		this.objects.push({ key, contentType, parts: parts.size, bytes: whole.length, sha256: hash('sha256', whole) });
		return xml(`<CompleteMultipartUploadResult ${NAMESPACE}><Key>${key}</Key></CompleteMultipartUploadResult>`);
	}
}

function takePart({ parts }: Upload, { query, body }: Received): Reply {
	parts.set(Number(query.get('partNumber')), body);
	return { headers: { etag: `"${hash('md5', body)}"` } };
}

function serializePart([number, bytes]: [number, Buffer]): string {
	return `<Part><PartNumber>${number}</PartNumber><ETag>"${hash('md5', bytes)}"</ETag></Part>`;
}

function xml(content: string): Reply {
	return { headers: { 'content-type': 'application/xml' }, text: `${XML}\n${content}` };
}

function hash(algorithm: 'md5' | 'sha256', bytes: Buffer): string {
	return createHash(algorithm).update(bytes).digest('hex');
}
