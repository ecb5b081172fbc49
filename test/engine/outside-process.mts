/**
 * The proxy of `outside.mts`, in a process of its own, because jest cannot load its library. Hands
 * every request on to the address in its first argument, with where it was going to beside it.
 * Tells its own address to its parent, and ends with it.
 */
import { generateCACertificate, getLocal } from 'mockttp';

const [, , target] = process.argv;
const server = getLocal({ https: await generateCACertificate(), recordTraffic: false });
await server.start();
await server.forAnyRequest().thenCallback(async ({ url, headers }) => {
	const answer = await fetch(target, { redirect: 'manual', headers: { 'x-url': url, 'x-headers': encodeURIComponent(JSON.stringify(headers)) } });
	const { status: statusCode } = answer;
	return { statusCode, headers: { 'content-type': 'video/mp4', location: answer.headers.get('location') ?? undefined }, body: await answer.text() };
});
process.on('disconnect', () => process.exit());
process.send?.(`http://127.0.0.1:${server.port}`);
