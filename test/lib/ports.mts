import { createServer } from 'node:net';
import getPort, { portNumbers } from 'get-port';

/** Throws if the port is in use, and names the option to choose another one. */
export async function requirePort(port: number, option: string): Promise<void> {
	if (await isFree(port)) return;
	const other = await getPort({ host: '127.0.0.1', port: portNumbers(Math.min(port + 1, 65_000), 65_535) });
	throw new Error(`Port ${port} is in use. Stop the program that uses it, or choose another port: npm start -- ${option} ${other}`);
}

/** A free port. */
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
