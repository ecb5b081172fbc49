import type { Locator } from 'playwright-core';
import type { EditorPage } from './page.mts';
import { boxOf } from './node-pictures.mts';
import type { Area } from './node-pictures.mts';

const CORNER = 6;

/** The form of a credential, in a modal dialog. */
export class CredentialForm {
	private constructor(
		private readonly editor: EditorPage,
		private readonly dialog: Locator,
	) {}

	/** Waits until the form is open, and returns it. */
	static async opened(editor: EditorPage): Promise<CredentialForm> {
		const form = new CredentialForm(editor, editor.part('editCredential-modal'));
		await form.dialog.getByTestId('credential-save-button').waitFor();
		return form;
	}

	/** The text of the green bar, once n8n has finished the test it runs on opening. */
	async success(): Promise<string> {
		const bar = this.dialog.getByTestId('credentials-config-container-test-success');
		const retry = bar.getByText('Retry', { exact: true });
		await retry.waitFor();
		return (await bar.innerText()).replace(await retry.innerText(), '').trim();
	}

	/** Fills in fields, by their saved names. */
	async fill(fields: Readonly<Record<string, string | undefined>>): Promise<void> {
		for (const [name, value] of Object.entries(fields)) {
			if (value !== undefined) await this.dialog.getByTestId(`parameter-input-${name}`).locator('input').fill(value);
		}
	}

	/** Renames the credential. */
	async rename(name: string): Promise<void> {
		await this.dialog.getByTestId('credential-name').getByTestId('inline-edit-preview').click();
		const input = this.dialog.getByTestId('credential-name').getByTestId('inline-edit-input');
		await input.fill(name);
		await input.press('Enter');
	}

	/** Saves the credential. n8n then tests it, and closes the form if the test succeeds. */
	async save(): Promise<void> {
		await this.dialog.getByTestId('credential-save-button').click();
	}

	/** The text of the red bar, once it is visible, with its details. */
	async refusal(): Promise<string> {
		const { page } = this.editor;
		const title = page.getByText(/Couldn.t connect with these settings/);
		await title.waitFor();
		const more = this.dialog.getByText('More details');
		// The details of a second refusal are already expanded.
		if (await more.isVisible()) await more.click();
		// The details are next to the row with the title and the button.
		const row = this.dialog.locator('div').filter({ has: title }).filter({ has: page.getByRole('button', { name: 'Retry' }) });
		return (await row.last().locator('..').innerText()).replace(/\s+/g, ' ').trim();
	}

	/** The area of the form for a screenshot, within its rounded corners. */
	async area(): Promise<Area> {
		const { x, y, width, height } = await boxOf(this.dialog);
		return { x: x + CORNER, y: y + CORNER, width: width - 2 * CORNER, height: height - 2 * CORNER };
	}

	/** Waits until the form has closed. */
	async closed(): Promise<void> {
		await this.dialog.waitFor({ state: 'hidden' });
	}

	/** Closes the form. */
	async close(): Promise<void> {
		await this.editor.page.getByRole('button', { name: 'Close this dialog' }).click();
		await this.closed();
	}
}
