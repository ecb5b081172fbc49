import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** A message that echoes the request's login: the header, its decoded content, and the password in other encodings. */
function echoLogin({ headers }: IncomingMessage): string {
	const { authorization = '' } = headers;
	const login = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();
	const password = login.slice(login.indexOf(':') + 1);
	return `You sent Authorization: ${authorization}, that is ${login}, ?key=${encodeURIComponent(password)}&h=${encodeURIComponent(authorization)}, ${JSON.stringify({ password })}, ${authorization.slice(0, -9)}…`;
}

type Echo = (response: ServerResponse, said: string, request: IncomingMessage) => void;

const json = (status: number, body: (said: string) => object): Echo => (response, said) =>
	void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body(said)));
const page = (status: number): Echo => (response, said) =>
	void response.writeHead(status, { 'content-type': 'text/html' }).end(`<html><body><h1>Error</h1><pre>${said}</pre></body></html>`);
/** Only the characters that are allowed in a header or a status text. */
const plain = (said: string) => said.replace(/[^\x20-\x7e]/g, '');

/** Failing replies. Each one echoes the login in a different place. */
export const ECHOES: Record<string, Echo> = {
	'the older envelope': json(400, (said) => ({ result: 10009, error: `[Reason] ${said}`, desc: said })),
	'the older envelope with HTTP 200': json(200, (said) => ({ result: '50000', error: said })),
	'a nested error': json(500, (said) => ({ result: 1, error: { reason: said, message: said } })),
	'the newer envelope': json(401, (said) => ({ status: 'error', error_code: said, message: said, request_id: said })),
	'an error about a room that does not exist': json(404, (said) => ({ result: 40001, error: said })),
	'a busy API': (response, said, request) => {
		response.setHeader('retry-after', plain(said));
		json(429, () => ({ result: 10105, error: said }))(response, said, request);
	},
	'a list of the headers, with HTTP 200': (response, said, request) => json(200, () => ({ headers: request.headers, said }))(response, said, request),
	'a success without its required parts': json(200, (said) => ({ result: 0, said, rooms: said, cdr: [said], archive: said, users: said, dialin: said, sip: said, room: said, token: { said } })),
	'truncated JSON': (response, said) => void response.writeHead(200, { 'content-type': 'application/json' }).end(`{"result":0,"room":{"name":${JSON.stringify(said).slice(0, -1)}`),
	'text': (response, said) => void response.writeHead(403, { 'content-type': 'text/plain' }).end(said),
	'a web page': page(200),
	'a web page with HTTP 401': page(401),
	'a web page with HTTP 502': page(502),
	'the status text': (response, said) => void response.writeHead(503, plain(said)).end(),
	'a redirect': (response, said) => void response.writeHead(302, { location: `/login?said=${encodeURIComponent(said)}`, 'content-type': 'text/html' }).end(said),
	'headers': (response, said) => void response.writeHead(400, { 'www-authenticate': plain(said), 'x-request-id': plain(said) }).end(),
	'no reply and a broken connection': ({ socket }) => void socket?.destroy(),
	'a partial reply and a broken connection': (response, said) => {
		response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' }).write(said);
		response.socket?.end();
	},
	'a reply with a wrong content encoding': (response, said) => void response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(said),
	'an invalid header': ({ socket }, said) => void socket?.end(`HTTP/1.1 200 OK\r\nX: \u0001${said}\r\n${said}\r\n\r\n`),
};

/** A host that sends this reply to every request. */
export const echoing = (echo: Echo): RequestListener => (request, response) => {
	request.resume().once('end', () => echo(response, echoLogin(request), request));
};
