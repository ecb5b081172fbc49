import type { Locator } from 'playwright-core';
import type { EditorPage } from './page.mts';

/** The Room field: a searchable list of rooms. */
export class RoomField {
	constructor(
		private readonly editor: EditorPage,
		private readonly field: Locator,
	) {}

	/** Opens the list and returns the names of its rooms. */
	async open(): Promise<string[]> {
		await this.field.getByTestId('rlc-input').click();
		await this.items.first().waitFor();
		return await this.items.allInnerTexts();
	}

	/** Searches the open list, waits until the entries in `gone` are gone, and returns the remaining ones. */
	async search(text: string, gone: readonly string[]): Promise<string[]> {
		await this.editor.part('rlc-search').fill(text);
		for (const name of gone) await this.items.getByText(name, { exact: true }).waitFor({ state: 'detached' });
		await this.items.first().waitFor();
		return await this.items.allInnerTexts();
	}

	/** Selects a room in the open list. */
	async pick(name: string): Promise<void> {
		await this.items.getByText(name, { exact: true }).click();
		await this.items.first().waitFor({ state: 'hidden' });
	}

	/** The name that the closed field shows. */
	async shown(): Promise<string> {
		return await this.field.getByTestId('rlc-input').inputValue();
	}

	private get items(): Locator {
		return this.editor.part('rlc-item');
	}
}
