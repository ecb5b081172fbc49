import { jsonOf } from '../intercepting-proxy.mts';
import type { Received, Reply, Service } from '../intercepting-proxy.mts';

/** The host that hands out access tokens to service accounts. */
export const GOOGLE_LOGIN = 'oauth2.googleapis.com';
/** The host of Google's Sheets API. */
export const SHEETS = 'sheets.googleapis.com';

/** The access token of the service account, for all of Google's APIs. */
export const ACCESS_TOKEN = 'ya29.not-a-secret';

/** The content of a cell. */
export type Cell = string | number;

/** A spreadsheet with one sheet. */
export interface Spreadsheet {
	readonly id: string;
	readonly sheet: string;
	/** The rows, the names of the columns first. Requests change them. */
	readonly values: Cell[][];
}

/** A mock login that accepts the signed request of a service account with this address. */
export function googleLogin(email: string): Service {
	return ({ method, path, body }) => {
		if (method !== 'POST' || path !== '/token') return undefined;
		const [, claims = ''] = (new URLSearchParams(body.toString()).get('assertion') ?? '').split('.');
		const { iss }: { iss?: unknown } = JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}');
		return iss === email ? { json: { access_token: ACCESS_TOKEN, expires_in: 3600, token_type: 'Bearer' } } : { status: 400, json: { error: 'invalid_grant' } };
	};
}

/** Cells to write, from the top left one of a range such as `Guests!2:3` or `Guests!C2` on. */
interface RangeOfValues {
	readonly range: string;
	readonly values: ReadonlyArray<readonly Cell[]>;
}

/** A mock Sheets API with this spreadsheet, for whoever has the access token. */
export function googleSheets({ id, sheet, values }: Spreadsheet): Service {
	return (request: Received): Reply | undefined => {
		if (request.headers.authorization !== `Bearer ${ACCESS_TOKEN}`) return { status: 401, json: { error: { message: 'Unauthorized' } } };
		const what = decodeURIComponent(request.path.split(`/v4/spreadsheets/${id}`)[1] ?? '?');
		if (what === '') return { json: { sheets: [{ properties: { sheetId: 0, title: sheet } }] } };
		// Adds empty rows at the end, which have no values.
		if (what === ':batchUpdate') return { json: {} };
		if (what === '/values:batchUpdate') return write(values, jsonOf<{ data: RangeOfValues[] }>(request).data);
		if (!what.startsWith(`/values/'${sheet}'`) && !what.startsWith(`/values/${sheet}!`)) return undefined;
		return request.method === 'PUT' ? write(values, [jsonOf<RangeOfValues>(request)]) : { json: { values: values.length > 0 ? values : undefined } };
	};
}

function write(rows: Cell[][], ranges: readonly RangeOfValues[]): Reply {
	for (const { range, values } of ranges) {
		const [, column = '', row = ''] = /!([A-Z]?)(\d+)/.exec(range) ?? [];
		const left = column === '' ? 0 : column.charCodeAt(0) - 'A'.charCodeAt(0);
		values.forEach((cells, index) => (rows[Number(row) - 1 + index] ??= []).splice(left, cells.length, ...cells));
	}
	return { json: {} };
}
