import type { Locator } from 'playwright-core';
import { CredentialForm } from './credential.mts';
import type { EditorPage } from './page.mts';
import { boxOf } from './node-pictures.mts';
import type { Area } from './node-pictures.mts';
import { RoomField } from './room-field.mts';

/** The view of a node's output. */
export type OutputView = 'schema' | 'table' | 'json' | 'binary';

/** A visible parameter; those of the Settings tab are also in the page, but hidden. */
const PARAMETER = '[data-test-id^="parameter-input-"]:not([data-test-id="parameter-input-field"]):visible';
const READY_WITHIN_MS = 4_000;
/** The space below the last parameter in a picture, in pixels. */
const MARGIN = 8;

/** The panel of one node: its parameters in the middle, its output on the right. */
export class NodePanel {
	constructor(private readonly editor: EditorPage) {}

	/** The output panel on the right. */
	get output(): Locator {
		return this.part('output-panel');
	}

	/** The button that runs the node; its label differs on triggers. */
	get runButton(): Locator {
		return this.part('node-execute-button');
	}

	/** Whether the node can be run, now or within a few seconds. */
	async isReady(): Promise<boolean> {
		const enabled = this.runButton.and(this.editor.page.locator(':enabled'));
		return await enabled.waitFor({ timeout: READY_WITHIN_MS }).then(
			() => true,
			() => false,
		);
	}

	/** The name of the credential in use. */
	async credentialName(): Promise<string> {
		return await this.credentials.locator('input').inputValue();
	}

	/** A parameter's input, by its saved name. */
	parameter(name: string): Locator {
		return this.part(`parameter-input-${name}`);
	}

	/** The names of the visible parameters, in order. */
	async parameterNames(): Promise<string[]> {
		const inputs = this.part('node-parameters').locator(PARAMETER);
		const names = await inputs.evaluateAll((elements) => elements.map((element) => element.getAttribute('data-test-id') ?? ''));
		return names.map((name) => name.replace('parameter-input-', ''));
	}

	/** Types into a text or number field. */
	async write(name: string, text: string): Promise<void> {
		await this.parameter(name).locator('input, textarea').first().fill(text);
	}

	/** Types into a date field, such as `2026-11-25 15:30:00`, and closes its calendar. */
	async writeTime(name: string, time: string): Promise<void> {
		const input = this.parameter(name).locator('input');
		await input.fill(time);
		await input.press('Enter');
	}

	/** Selects an option of a list field, by its name. */
	async choose(name: string, option: string): Promise<void> {
		await this.parameter(name).click();
		await this.option(option).click();
		await this.option(option).waitFor({ state: 'hidden' });
	}

	/** Adds a field to a collection, which is identified by its button, such as Add Filter. */
	async addField(button: string, field: string): Promise<void> {
		const adders = this.part('node-parameters').getByTestId('collection-parameter-add');
		await adders.filter({ has: this.editor.page.getByPlaceholder(button) }).click();
		await this.part('collection-parameter-option').getByText(field, { exact: true }).click();
	}

	/** The Room field. */
	room(): RoomField {
		return new RoomField(this.editor, this.parameter('roomId'));
	}

	/** Opens the form of a new credential. */
	async createCredential(): Promise<CredentialForm> {
		await this.credentials.click();
		await this.part('node-credentials-select-item-new').click();
		return await CredentialForm.opened(this.editor);
	}

	/** Opens the form of the credential in use, which makes n8n test it. */
	async editCredential(): Promise<CredentialForm> {
		await this.part('credential-edit-button').click();
		return await CredentialForm.opened(this.editor);
	}

	/** Runs the node and waits until it has finished. Rejects with n8n's own message if it failed. */
	async run(): Promise<void> {
		await this.editor.closeMessages();
		await this.runButton.click();
		const message = this.editor.page.getByRole('alert').filter({ hasText: /executed successfully|Problem in node/ });
		const text = await message.first().innerText();
		await this.editor.closeMessages();
		if (!text.includes('executed successfully')) throw new Error(text.replace(/\s+/g, ' ').trim());
	}

	/** Switches the view of the output. */
	async show(view: OutputView): Promise<void> {
		await this.output.getByTestId(`radio-button-${view}`).click();
	}

	/** The output as shown in the table: one object per row, with the texts by column header. */
	async readTable(): Promise<Array<Record<string, string>>> {
		await this.show('table');
		const table = this.output.locator('table').first();
		await table.waitFor();
		const heads = await table.locator('thead th').allInnerTexts();
		const rows = await table.locator('tbody tr').all();
		const cells = await Promise.all(rows.map(async (row) => await row.locator('td').allInnerTexts()));
		return cells.map((texts) => Object.fromEntries(heads.map((head, index) => [head.trim(), (texts[index] ?? '').trim()])));
	}

	/** The area for a picture: the parameters down to `last`, and the output. */
	async area(last: Locator): Promise<Area> {
		const { x: left } = await boxOf(this.part('node-parameters'));
		const { x, y, width } = await boxOf(this.output);
		const { y: lastY, height } = await boxOf(last);
		// Without the dark line at the right edge.
		return { x: left, y, width: Math.floor(x + width) - left - 1, height: Math.ceil(lastY + height + MARGIN - y) };
	}

	/** Closes the panel. */
	async close(): Promise<void> {
		await this.part('ndv-close-button').click();
		await this.part('ndv').waitFor({ state: 'hidden' });
	}

	/** The list of credentials. */
	private get credentials(): Locator {
		return this.part('node-credentials-select');
	}

	private option(name: string): Locator {
		return this.editor.page.getByRole('option').filter({ has: this.editor.page.getByText(name, { exact: true }) });
	}

	private part(name: string): Locator {
		return this.editor.part(name);
	}
}
