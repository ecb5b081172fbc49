import { fileNameOf } from '../../../shared/records/archive';
import { header, type FileReply } from './fileReply';

const MAX_NAME_LENGTH = 200;

/** A file name alone: no folders before it, no invisible characters, never only dots. Empty if nothing is left. */
function cleanName(name: string): string {
	const lastPart = name.split(/[\\/]/).at(-1) ?? '';
	const visible = lastPart.replace(/\p{C}+/gu, '').trim();
	if (/^\.*$/.test(visible)) return '';
	const extension = /\.[A-Za-z0-9]{1,10}$/.exec(visible)?.[0] ?? '';
	const stem = visible.slice(0, Math.min(visible.length, MAX_NAME_LENGTH) - extension.length);
	// The cut may have gone through a surrogate pair, and half of a pair is not a character.
	return stem.replace(/[\uD800-\uDBFF]$/, '') + extension;
}

/**
 * A header value that was sent as UTF-8. Node reads header bytes as Latin-1, which turns "é" into "Ã©". Text
 * that is not UTF-8 stays as it is.
 */
function decodeUtf8(text: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
	} catch {
		return text;
	}
}

/** The file name in Content-Disposition: the encoded form first, then the plain one. */
export function nameInHeader(reply: FileReply): string | undefined {
	const disposition = header(reply, 'content-disposition') ?? '';
	const encoded = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(disposition)?.[1];
	if (encoded !== undefined) {
		try {
			return decodeURIComponent(encoded.trim());
		} catch {
			// The plain name follows; a name that cannot be decoded is no reason to fail.
		}
	}
	const plain = /filename\s*=\s*(?:"([^"]*)"|([^;]*))/i.exec(disposition);
	const name = (plain?.[1] ?? plain?.[2])?.trim();
	return name === undefined ? undefined : decodeUtf8(name);
}

/** The name of a file: the one that the user chose, or else from the header, the URL, or `recording`. A slash in a chosen name, such as that of a deal, is no folder. */
export function chooseFileName(chosen: string | undefined, url: URL, reply: FileReply): string {
	const candidates = [chosen?.replace(/[\\/]/g, '-'), nameInHeader(reply), fileNameOf(url.href)];
	return candidates.map((name) => cleanName(name ?? '')).find((name) => name !== '') ?? 'recording';
}

/** The MIME type that the host states. If it states none, n8n derives it from the extension of the name. */
export function mimeTypeOf(reply: FileReply, fileName: string): string | undefined {
	const type = header(reply, 'content-type')?.split(';')[0].trim();
	if (type !== undefined && type !== '' && type !== 'application/octet-stream') return type;
	return fileName.includes('.') ? undefined : 'application/octet-stream';
}
