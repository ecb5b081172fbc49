import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { projectRoot } from '../host/paths.mts';

/** A part of the window, in pixels. */
export interface Area {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** Where a part of the editor stands in the window. */
export async function boxOf(part: Locator): Promise<Area> {
	const area = await part.boundingBox();
	if (!area) throw new Error('This part of the editor cannot be seen.');
	return area;
}

/** Takes pictures of the editor into one folder. */
export class Pictures {
	private constructor(readonly folder: string) {}

	/** Into the README's own pictures, or, when they are not wanted, into the temporary folder. */
	static async open(forReadme: boolean): Promise<Pictures> {
		const folder = forReadme ? path.join(projectRoot(), 'docs', 'images') : path.join(tmpdir(), 'enablex-editor');
		await mkdir(folder, { recursive: true });
		return new Pictures(folder);
	}

	/** Takes a picture of the window, or of an area of it, once nothing moves and the pointer is away; gives its path. */
	async take(page: Page, name: string, clip?: Area): Promise<string> {
		const file = path.join(this.folder, `${name}.png`);
		await page.mouse.move(0, 0);
		await page.screenshot({ path: file, clip, animations: 'disabled', caret: 'hide' });
		return file;
	}
}

/** What went wrong, as it looked; never among the README's pictures. Gives the path. */
export async function pictureFailure(page: Page, section: string): Promise<string> {
	const file = path.join(tmpdir(), `enablex-editor-${section.toLowerCase().replace(/[^a-z]+/g, '-')}.png`);
	await page.screenshot({ path: file });
	return file;
}
