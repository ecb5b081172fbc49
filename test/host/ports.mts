import { createServer } from 'node:net';
import getPort, { portNumbers } from 'get-port';

/** Throws a sentence with the option to use when something listens on the port already. */
export async function requirePort(port: number, option: string): Promise<void> {
	if (await isFree(port)) return;
	const other = await getPort({ host: '127.0.0.1', port: portNumbers(Math.min(port + 1, 65_000), 65_535) });
	throw new Error(`Port ${port} is taken. Stop what listens there, or use another one: npm start -- ${option} ${other}`);
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
	return await getPort({ host: '127.0.0.1' });
}

async function isFree(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
}
