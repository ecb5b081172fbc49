import type { Locator } from 'playwright-core';
import { CredentialForm } from './editor-credential.mts';
import type { EditorPage } from './editor-page.mts';
import { boxOf } from './editor-pictures.mts';
import type { Area } from './editor-pictures.mts';
import { RoomField } from './editor-room-field.mts';

/** How the output of a node is shown. */
export type OutputView = 'schema' | 'table' | 'json' | 'binary';

/** A parameter that can be seen; those of the settings are there, too, but hidden. */
const PARAMETER = '[data-test-id^="parameter-input-"]:not([data-test-id="parameter-input-field"]):visible';
const READY_WITHIN_MS = 4_000;
/** Below the last parameter in a picture, in pixels. */
const MARGIN = 8;

/** The panel of one node: its parameters in the middle, what it gave on the right. */
export class NodePanel {
	constructor(private readonly editor: EditorPage) {}

	/** The right side. */
	get output(): Locator {
		return this.part('output-panel');
	}

	/** The button that runs the node; it has another name on triggers. */
	get runButton(): Locator {
		return this.part('node-execute-button');
	}

	/** Whether the node can be run, or can be within a few seconds. */
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

	/** A parameter's input, by the name under which workflows save it. */
	parameter(name: string): Locator {
		return this.part(`parameter-input-${name}`);
	}

	/** The names of the parameters that can be seen, in their order. */
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

	/** Chooses from the list of a field, by the option's name. */
	async choose(name: string, option: string): Promise<void> {
		await this.parameter(name).click();
		await this.option(option).click();
		await this.option(option).waitFor({ state: 'hidden' });
	}

	/** Adds a field to a collection that offers several, by the words on its button, such as Add Filter. */
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

	/** Opens the form of the credential in use. n8n tests it then. */
	async editCredential(): Promise<CredentialForm> {
		await this.part('credential-edit-button').click();
		return await CredentialForm.opened(this.editor);
	}

	/** Runs the node and waits for its end; rejects with n8n's own words when it did not go well. */
	async run(): Promise<void> {
		await this.editor.closeMessages();
		await this.runButton.click();
		const message = this.editor.page.getByRole('alert').filter({ hasText: /executed successfully|Problem in node/ });
		const words = await message.first().innerText();
		await this.editor.closeMessages();
		if (!words.includes('executed successfully')) throw new Error(words.replace(/\s+/g, ' ').trim());
	}

	/** Shows the output another way. */
	async show(view: OutputView): Promise<void> {
		await this.output.getByTestId(`radio-button-${view}`).click();
	}

	/** The output as the table shows it: an object of texts for each row, by the heads of the columns. */
	async readTable(): Promise<Array<Record<string, string>>> {
		await this.show('table');
		const table = this.output.locator('table').first();
		await table.waitFor();
		const heads = await table.locator('thead th').allInnerTexts();
		const rows = await table.locator('tbody tr').all();
		const cells = await Promise.all(rows.map(async (row) => await row.locator('td').allInnerTexts()));
		return cells.map((texts) => Object.fromEntries(heads.map((head, index) => [head.trim(), (texts[index] ?? '').trim()])));
	}

	/** Where the parameters, down to the last that matters, and the output stand in the window: what a picture shows. */
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
