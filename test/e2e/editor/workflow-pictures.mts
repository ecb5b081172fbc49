/**
 * Takes the pictures for examples/README.md: each example workflow as n8n's editor shows it,
 * in headless Chromium.
 */
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { runHeadless } from '../../lib/n8n/headless.mts';
import { OWNER } from '../../lib/n8n/owner.mts';
import { createAccounts } from '../accounts.mts';
import { InterceptingProxy } from '../intercepting-proxy.mts';
import { inBrowser } from './browser.mts';
import { connect, exampleNames, examplesFolder, readExample } from '../flows/fixture.mts';

const NODE = '.vue-flow__node';
/** Wide enough for the widest example at n8n's normal node size. */
const WINDOW = { width: 1900, height: 1000 };
const MARGIN = 16;
const SMALL_BYTES = 150_000;

/** Overlays of the canvas, and its dotted background, which would double the size of a picture. */
const CLUTTER = [
	'.vue-flow__background',
	'[data-test-id="canvas-controls"]',
	'[data-test-id="canvas-handle-plus-wrapper"]',
	'[data-test-id="canvas-node-toolbar"]',
	'[data-test-id="node-creator-plus-button"]',
	'[data-test-id^="execute-workflow-button"]',
	'[data-test-id="workflow-chat-button"]',
];

/** Signs in, makes room for a large workflow, and blocks all requests except to this n8n. */
async function openEditor(page: Page, url: string): Promise<void> {
	await page.setViewportSize(WINDOW);
	await page.route((target) => target.origin !== url, async (route) => await route.abort());
	await page.request.post(`${url}/rest/login`, { data: { emailOrLdapLoginId: OWNER.email, password: OWNER.password } });
}

/** Takes a picture of the open workflow, fitted to the window and cropped to its nodes. */
async function takePicture(page: Page, file: string): Promise<void> {
	await page.locator(NODE).first().waitFor();
	await page.addStyleTag({ content: `${CLUTTER.join(', ')} { display: none !important }` });
	await page.keyboard.press('1');
	await page.screenshot({ path: file, clip: await waitForStableFrame(page) });
}

interface Frame {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** The frame around all nodes with their names, once the canvas has stopped moving and all icons have loaded. */
async function waitForStableFrame(page: Page): Promise<Frame> {
	for (let last = ''; ; await page.waitForTimeout(400)) {
		const frame = await page.locator(`${NODE}, ${NODE} *`).evaluateAll(measure, MARGIN);
		if (frame && JSON.stringify(frame) === last) return frame;
		last = JSON.stringify(frame);
	}
}

/** The measured properties of an element; only images have `complete`. */
interface Part {
	readonly complete?: boolean;
	getBoundingClientRect(): { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number; readonly width: number };
}

/** Runs in the browser. Returns undefined while an icon is still loading. */
function measure(parts: Part[], margin: number): Frame | undefined {
	if (parts.some(({ complete }) => complete === false)) return undefined;
	const boxes = parts.map((part) => part.getBoundingClientRect()).filter(({ width }) => width > 0);
	const x = Math.min(...boxes.map(({ left }) => left)) - margin;
	const y = Math.min(...boxes.map(({ top }) => top)) - margin;
	const right = Math.max(...boxes.map((box) => box.right)) + margin;
	const bottom = Math.max(...boxes.map((box) => box.bottom)) + margin;
	return { x, y, width: right - x, height: bottom - y };
}

const proxy = await InterceptingProxy.start();
await runHeadless(
	'pictures',
	async (checks, { rest, n8n, credential }) => {
		const credentials = (await createAccounts(rest, 25)).set(credential.type, credential);
		const images = path.join(examplesFolder(), 'images');
		await mkdir(images, { recursive: true });
		await inBrowser(async (page) => {
			await openEditor(page, n8n.url);
			for (const name of await exampleNames()) {
				const { id } = await rest.createWorkflow(connect(await readExample(name), credentials));
				await page.goto(`${n8n.url}/workflow/${id}`);
				const file = path.join(images, `${name}.png`);
				await takePicture(page, file);
				const { size } = await stat(file);
				checks.that(`${name}.png is small`, size < SMALL_BYTES, `${Math.round(size / 1024)} KB`);
			}
		});
	},
	async (folder) => await proxy.environment(folder),
);
