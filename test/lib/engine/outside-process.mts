/**
 * The proxy of `outside.mts`, in its own process because jest cannot load its library. Forwards every
 * request to the URL in its first argument, with the original URL and headers in two headers.
 * Sends its own URL to its parent process, and exits with it.
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
