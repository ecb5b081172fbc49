import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../../lib/ports.mts';

/** A local SMTP server that keeps the messages it receives. */
export interface Mailbox {
	readonly port: number;
	/** All messages so far, oldest first. */
	readonly messages: readonly Email[];
	/** The messages to an address. */
	to(address: string): readonly Email[];
	stop(): Promise<void>;
}

/** Starts a mailbox on a free port of 127.0.0.1, without encryption, that accepts only this login. */
export async function startMailbox(login: { readonly user: string; readonly password: string }): Promise<Mailbox> {
	const messages: Email[] = [];
	const server = new SMTPServer({
		authOptional: false,
		allowInsecureAuth: true,
		hideSTARTTLS: true,
		onAuth({ username, password }, _session, done) {
			const isRight = username === login.user && password === login.password;
			done(isRight ? null : new Error('Wrong login'), isRight ? { user: login.user } : undefined);
		},
		onData(stream, _session, done) {
			readMessage(stream).then(
				(message) => {
					messages.push(message);
					done();
				},
				(error: Error) => done(error),
			);
		},
	});
	const port = await freePort();
	await new Promise<void>((resolve, reject) => {
		server.on('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return {
		port,
		messages,
		to: (address) => messages.filter(({ to = [] }) => to.some((recipient) => recipient.address === address)),
		stop: async () => await new Promise((resolve) => server.close(() => resolve())),
	};
}

async function readMessage(stream: AsyncIterable<Buffer>): Promise<Email> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk);
	return await PostalMime.parse(Buffer.concat(chunks));
}
