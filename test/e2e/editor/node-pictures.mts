import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { projectRoot } from '../../lib/n8n/paths.mts';

/** An area of the window, in pixels. */
export interface Area {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** The area of an element in the window. */
export async function boxOf(part: Locator): Promise<Area> {
	const area = await part.boundingBox();
	if (!area) throw new Error('This element of the editor is not visible.');
	return area;
}

/** Takes pictures of the editor into one folder. */
export class Pictures {
	private constructor(readonly folder: string) {}

	/** Opens the folder of the README's pictures, or a temporary folder if they are not to be updated. */
	static async open(forReadme: boolean): Promise<Pictures> {
		const folder = forReadme ? path.join(projectRoot(), 'docs', 'images') : path.join(tmpdir(), 'enablex-editor');
		await mkdir(folder, { recursive: true });
		return new Pictures(folder);
	}

	/** Takes a picture of the window or an area of it, without animations and with the pointer moved away. Returns its path. */
	async take(page: Page, name: string, clip?: Area): Promise<string> {
		const file = path.join(this.folder, `${name}.png`);
		await page.mouse.move(0, 0);
		await page.screenshot({ path: file, clip, animations: 'disabled', caret: 'hide' });
		return file;
	}
}

/** Takes a screenshot of a failure, outside the README's pictures. Returns its path. */
export async function screenshotFailure(page: Page, section: string): Promise<string> {
	const file = path.join(tmpdir(), `enablex-editor-${section.toLowerCase().replace(/[^a-z]+/g, '-')}.png`);
	await page.screenshot({ path: file });
	return file;
}
