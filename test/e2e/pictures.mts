/**
 * Takes the pictures of the examples for examples/README.md: each workflow as n8n's editor shows it,
 * in headless Chromium.
 */
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { runHeadless } from '../host/headless.mts';
import { OWNER } from '../host/owner.mts';
import { createAccounts } from './accounts.mts';
import { Edge } from './edge.mts';
import { inBrowser } from './editor-browser.mts';
import { connect, exampleNames, examplesFolder, readExample } from './flow-scene.mts';

const NODE = '.vue-flow__node';
/** Wide enough for the widest example at the size that n8n itself shows nodes in. */
const WINDOW = { width: 1900, height: 1000 };
const MARGIN = 16;
const SMALL_BYTES = 150_000;

/** What lies over the canvas, and the dots below it, which make a picture twice as large. */
const CLUTTER = [
	'.vue-flow__background',
	'[data-test-id="canvas-controls"]',
	'[data-test-id="canvas-handle-plus-wrapper"]',
	'[data-test-id="canvas-node-toolbar"]',
	'[data-test-id="node-creator-plus-button"]',
	'[data-test-id^="execute-workflow-button"]',
	'[data-test-id="workflow-chat-button"]',
];

/** Signs the page in, makes room for a large workflow, and keeps the page from everything but this n8n. */
async function enter(page: Page, url: string): Promise<void> {
	await page.setViewportSize(WINDOW);
	await page.route((target) => target.origin !== url, async (route) => await route.abort());
	await page.request.post(`${url}/rest/login`, { data: { emailOrLdapLoginId: OWNER.email, password: OWNER.password } });
}

/** The workflow that is open, fitted to the window and cut to its nodes. */
async function takePicture(page: Page, file: string): Promise<void> {
	await page.locator(NODE).first().waitFor();
	await page.addStyleTag({ content: `${CLUTTER.join(', ')} { display: none !important }` });
	await page.keyboard.press('1');
	await page.screenshot({ path: file, clip: await restingFrame(page) });
}

interface Frame {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** The frame around all nodes with their names, once the canvas has stopped moving and every icon is there. */
async function restingFrame(page: Page): Promise<Frame> {
	for (let last = ''; ; await page.waitForTimeout(400)) {
		const frame = await page.locator(`${NODE}, ${NODE} *`).evaluateAll(measure, MARGIN);
		if (frame && JSON.stringify(frame) === last) return frame;
		last = JSON.stringify(frame);
	}
}

/** An element of the page, as far as it is measured; only pictures have `complete`. */
interface Part {
	readonly complete?: boolean;
	getBoundingClientRect(): { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number; readonly width: number };
}

/** Runs in the browser; undefined while an icon is still loading. */
function measure(parts: Part[], margin: number): Frame | undefined {
	if (parts.some(({ complete }) => complete === false)) return undefined;
	const boxes = parts.map((part) => part.getBoundingClientRect()).filter(({ width }) => width > 0);
	const x = Math.min(...boxes.map(({ left }) => left)) - margin;
	const y = Math.min(...boxes.map(({ top }) => top)) - margin;
	const right = Math.max(...boxes.map((box) => box.right)) + margin;
	const bottom = Math.max(...boxes.map((box) => box.bottom)) + margin;
	return { x, y, width: right - x, height: bottom - y };
}

const edge = await Edge.start();
await runHeadless(
	'pictures',
	async (checks, { rest, n8n, credential }) => {
		const credentials = (await createAccounts(rest, 25)).set(credential.type, credential);
		const images = path.join(examplesFolder(), 'images');
		await mkdir(images, { recursive: true });
		await inBrowser(async (page) => {
			await enter(page, n8n.url);
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
	async (folder) => await edge.environment(folder),
);
