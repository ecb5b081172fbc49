import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, selectors } from 'playwright-core';
import type { Page } from 'playwright-core';
import { runCommand } from '../host/commands.mts';

/** Where Debian's package puts it. */
const DEBIAN_CHROMIUM = '/usr/bin/chromium';

const QUIET = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** How large the window is, in pixels: enough that the heads of a node's panels are not cut. */
export const WINDOW = { width: 1440, height: 900 } as const;

/** How long the editor may take for anything. */
const PATIENCE_MS = 20_000;

/**
 * Opens a page of headless Chromium as a new user has it, in English and in the light theme, and
 * closes the browser when the work is done or has failed.
 */
export async function inBrowser<T>(work: (page: Page) => Promise<T>): Promise<T> {
	const executablePath = await findChromium();
	// n8n's editor marks its parts with this attribute; Playwright's own default is another one.
	selectors.setTestIdAttribute('data-test-id');
	// The run itself reacts to signals, in one place (stop-signals.mts).
	const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
	const browser = await chromium.launch({ executablePath, args: QUIET, ...signals });
	try {
		const context = await browser.newContext({
			viewport: WINDOW,
			colorScheme: 'light',
			locale: 'en-US',
			timezoneId: Intl.DateTimeFormat().resolvedOptions().timeZone,
			reducedMotion: 'reduce',
		});
		const page = await context.newPage();
		page.setDefaultTimeout(PATIENCE_MS);
		return await work(page);
	} finally {
		await browser.close();
	}
}

/** The path of a Chromium: the user's own choice, or Debian's package, installed first where that is possible. */
async function findChromium(): Promise<string> {
	const { CHROMIUM_PATH } = process.env;
	if (CHROMIUM_PATH) return CHROMIUM_PATH;
	if (!existsSync(DEBIAN_CHROMIUM) && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) await installChromium();
	if (existsSync(DEBIAN_CHROMIUM)) return DEBIAN_CHROMIUM;
	throw new Error('There is no Chromium. Install one (Debian: apt-get install chromium), or set CHROMIUM_PATH to a Chromium or Chrome.');
}

async function installChromium(): Promise<void> {
	const options = { cwd: tmpdir(), logFile: path.join(tmpdir(), 'enablex-chromium-install.log') };
	await runCommand('apt-get', ['update'], options);
	await runCommand('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], options);
}
