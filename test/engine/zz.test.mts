import http from 'node:http';
import { Engine } from './engine.mts';
let server: http.Server; let engine: Engine; const log: string[] = [];
beforeAll(async () => {
	server = http.createServer((q, r) => { let b=''; q.on('data', d => b += d); q.on('end', () => { log.push(`${q.method} ${q.url} ${q.headers.authorization} ${b}`); r.setHeader('content-type','application/json');
		if (q.url?.includes('tokens')) r.end(JSON.stringify({ result: 0, token: 'abc' }));
		else if (q.url?.includes('bad')) { r.statusCode = 404; r.end(JSON.stringify({ result: 40001, error: '[Reason] Room not found', desc: '' })); }
		else r.end(JSON.stringify({ result: 0, room: { room_id: 'r1', ...(b ? JSON.parse(b) : {}) } })); }); });
	await new Promise<void>((ok) => server.listen(0, '127.0.0.1', ok));
	const a = server.address() as { port: number };
	engine = await Engine.open({ appId: 'id', appKey: 'key', baseUrl: `http://127.0.0.1:${a.port}/video/v2/`, meetingDomain: 'acme.yourvideo.live' });
});
afterAll(() => { server.close(); });
test('create', async () => {
	const o = await engine.run({ timezone: 'Europe/Berlin', parameters: { resource: 'room', operation: 'create', name: 'x', ownerRef: 'o', roomType: 'scheduled', scheduledTime: '={{ DateTime.fromISO("2027-01-01T10:00:00") }}', duration: 30, additionalFields: { maxActiveTalkers: 3, data: '{"a":1}', liveRecording: { autoRecording: true, url: 'u' } } }, items: [{ json: { a: 1 } }, { json: { a: 2 } }] });
	console.log(JSON.stringify(o.items), o.error, log);
	const t = await engine.run({ onError: 'continueErrorOutput', parameters: { resource: 'token', operation: 'create', roomId: { __rl: true, mode: 'id', value: '={{ $json.r }}' }, name: 'x', userRef: 'o' }, items: [{ json: { r: 'r1' } }, { json: { r: 'a/b' } }, { json: { r: 'bad' } }] });
	console.log(JSON.stringify(t.items), JSON.stringify(t.errorItems), t.error?.message, log.slice(2));
	const g = await engine.run({ parameters: { resource: 'room', operation: 'get', roomId: { __rl: true, mode: 'id', value: 'bad' } } });
	console.log(g.error?.message, g.error?.description, g.error?.constructor.name);
});
