import type { Locator } from 'playwright-core';
import type { EditorPage } from './editor-page.mts';
import { boxOf } from './editor-pictures.mts';
import type { Area } from './editor-pictures.mts';

const CORNER = 6;

/** The form of a credential, in its own window over everything else. */
export class CredentialForm {
	private constructor(
		private readonly editor: EditorPage,
		private readonly dialog: Locator,
	) {}

	/** The form, once it is open. */
	static async opened(editor: EditorPage): Promise<CredentialForm> {
		const form = new CredentialForm(editor, editor.part('editCredential-modal'));
		await form.dialog.getByTestId('credential-save-button').waitFor();
		return form;
	}

	/** The words in the green bar, once it is there and the test that n8n makes on opening is over. */
	async success(): Promise<string> {
		const bar = this.dialog.getByTestId('credentials-config-container-test-success');
		const retry = bar.getByText('Retry', { exact: true });
		await retry.waitFor();
		return (await bar.innerText()).replace(await retry.innerText(), '').trim();
	}

	/** Fills in fields, by the names under which they are saved. */
	async fill(fields: Readonly<Record<string, string | undefined>>): Promise<void> {
		for (const [name, value] of Object.entries(fields)) {
			if (value !== undefined) await this.dialog.getByTestId(`parameter-input-${name}`).locator('input').fill(value);
		}
	}

	/** Gives the credential another name. */
	async rename(name: string): Promise<void> {
		await this.dialog.getByTestId('credential-name').getByTestId('inline-edit-preview').click();
		const input = this.dialog.getByTestId('credential-name').getByTestId('inline-edit-input');
		await input.fill(name);
		await input.press('Enter');
	}

	/** Saves; n8n tests the credential then, and closes the form by itself when that goes well. */
	async save(): Promise<void> {
		await this.dialog.getByTestId('credential-save-button').click();
	}

	/** The words in the red bar, once it is there, with its details. */
	async refusal(): Promise<string> {
		const { page } = this.editor;
		const title = page.getByText(/Couldn.t connect with these settings/);
		await title.waitFor();
		const more = this.dialog.getByText('More details');
		// A second refusal comes unfolded.
		if (await more.isVisible()) await more.click();
		// The details stand beside the row that holds the title and the button.
		const row = this.dialog.locator('div').filter({ has: title }).filter({ has: page.getByRole('button', { name: 'Retry' }) });
		return (await row.last().locator('..').innerText()).replace(/\s+/g, ' ').trim();
	}

	/** Where the form stands, for a picture: within its round corners. */
	async area(): Promise<Area> {
		const { x, y, width, height } = await boxOf(this.dialog);
		return { x: x + CORNER, y: y + CORNER, width: width - 2 * CORNER, height: height - 2 * CORNER };
	}

	/** Waits until the form has closed itself. */
	async closed(): Promise<void> {
		await this.dialog.waitFor({ state: 'hidden' });
	}

	/** Closes it. */
	async close(): Promise<void> {
		await this.editor.page.getByRole('button', { name: 'Close this dialog' }).click();
		await this.closed();
	}
}
