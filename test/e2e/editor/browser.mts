import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, selectors } from 'playwright-core';
import type { Page } from 'playwright-core';
import { runCommand } from '../../lib/commands.mts';

/** The path that Debian's package installs. */
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

/** The size of the window in pixels, large enough to show the headers of a node's panels in full. */
export const WINDOW = { width: 1440, height: 900 } as const;

/** The time limit for any action in the editor. */
const TIMEOUT_MS = 20_000;

/**
 * Opens a page in headless Chromium as a new user would see it, in English and in the light theme,
 * and closes the browser when the work has finished or failed.
 */
export async function inBrowser<T>(work: (page: Page) => Promise<T>): Promise<T> {
	const executablePath = await findChromium();
	// n8n's editor uses this attribute for test IDs; Playwright's default is another one.
	selectors.setTestIdAttribute('data-test-id');
	// Signals are handled in one place (stop-signals.mts).
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
		page.setDefaultTimeout(TIMEOUT_MS);
		return await work(page);
	} finally {
		await browser.close();
	}
}

/** Finds Chromium: the user's own choice, or Debian's package, which is installed if possible. */
async function findChromium(): Promise<string> {
	const { CHROMIUM_PATH } = process.env;
	if (CHROMIUM_PATH) return CHROMIUM_PATH;
	if (!existsSync(DEBIAN_CHROMIUM) && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) await installChromium();
	if (existsSync(DEBIAN_CHROMIUM)) return DEBIAN_CHROMIUM;
	throw new Error('Chromium was not found. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to a Chromium or Chrome binary.');
}

async function installChromium(): Promise<void> {
	const options = { cwd: tmpdir(), logFile: path.join(tmpdir(), 'enablex-chromium-install.log') };
	await runCommand('apt-get', ['update'], options);
	await runCommand('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], options);
}
