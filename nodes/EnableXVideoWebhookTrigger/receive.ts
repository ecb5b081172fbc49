import type { IHookFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { CREDENTIAL_NAME } from '../shared/credential/credential';
import { readWebhookCredential, type WebhookCredential } from '../shared/credential/webhookLogin';
import { checkRoomFilter } from '../shared/parameters/roomFilter';
import { MAX_BYTES, readNotification, type BodyContent } from './notification/body';
import { isWanted } from './notification/filter';
import { eventId, simplifyNotification } from './notification/item';
import { hasLogin } from './notification/login';
import { readSettings } from './settings';

/** The part of n8n's request that holds the body. `rawBody` is there after `readRawBody` (n8n-host.md 10.2). */
interface RequestBody {
	rawBody?: Uint8Array;
	readRawBody(): Promise<void>;
}

/** The answer to a request that starts nothing because something is wrong with it, or with the settings. */
interface Rejection {
	status: 400 | 401 | 500;
	/** For n8n's log: a sentence without a period. */
	reason: string;
}

const readCredential = async (context: IWebhookFunctions | IHookFunctions): Promise<WebhookCredential> =>
	readWebhookCredential({ ...(await context.getCredentials(CREDENTIAL_NAME)) });

/** Checks the settings when the workflow is published or a test begins. Rejects with an error that n8n shows to the user. */
export async function checkSettings(context: IHookFunctions): Promise<void> {
	readSettings(context);
	await readCredential(context);
	await checkRoomFilter(context);
}

/** Reads the body of the request, unless it says that it is too large. */
async function readBody(context: IWebhookFunctions): Promise<BodyContent> {
	const length = Number(context.getHeaderData()['content-length'] ?? 0);
	if (length > MAX_BYTES) return { reason: `The body has more than ${MAX_BYTES} bytes` };
	const request: RequestBody = context.getRequestObject();
	try {
		if (request.rawBody === undefined) await request.readRawBody();
	} catch {
		// Not the text of the error: it is about the sender's connection or compression, and may quote the request.
		return { reason: 'The body is incomplete, too large, or not compressed as its header says' };
	}
	return readNotification(request.rawBody ?? new Uint8Array());
}

/** Verifies a request before anything else of it is read, then decides what it starts. */
async function handle(context: IWebhookFunctions): Promise<IWebhookResponseData | Rejection> {
	const { appId, login } = await readCredential(context);
	if (login !== undefined && !hasLogin(context.getHeaderData().authorization, login)) {
		return { status: 401, reason: 'The request does not have the Webhook Username and Webhook Password of the credential' };
	}
	const settings = readSettings(context);
	await checkRoomFilter(context);
	const body = await readBody(context);
	if ('reason' in body) return { status: 400, reason: body.reason };
	const { notification } = body;
	// Without `workflowData`, n8n answers 200 and starts no execution (n8n-host.md 10.3).
	if (!isWanted(notification, { ...settings, appId })) return {};
	const json = settings.simplify ? simplifyNotification(notification) : { ...notification, event_id: eventId(notification) };
	return { workflowData: [[{ json }]] };
}

/** What the sender is told. The reason of a 500 is for the log only: it is about the settings of the workflow. */
const MESSAGES = {
	401: 'Wrong or missing login',
	500: 'The workflow could not be started. The log of n8n says why.',
};

/** Answers with an error and leaves one line in n8n's log. */
function reject(context: IWebhookFunctions, { status, reason }: Rejection): IWebhookResponseData {
	context.logger.warn(`${context.getNode().name} answered a request with ${status}: ${reason}`);
	const response = context.getResponseObject();
	if (status === 401) response.set('WWW-Authenticate', 'Basic realm="EnableX notifications"');
	response.status(status).json({ message: status === 400 ? reason : MESSAGES[status] });
	return { noWebhookResponse: true };
}

/**
 * Receives one request of the webhook. Resolves to the item that starts the workflow, or to an answer
 * that starts nothing. Never rejects: n8n would start a failed execution (n8n-host.md 10.3), so that
 * anybody who knows the URL could fill the list of executions.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const result = await handle(context);
		return 'status' in result ? reject(context, result) : result;
	} catch (error) {
		return reject(context, { status: 500, reason: error instanceof Error ? error.message : String(error) });
	}
}
