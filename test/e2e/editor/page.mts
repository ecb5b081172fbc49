import type { Locator, Page } from 'playwright-core';
import type { Owner } from '../../lib/n8n/owner.mts';
import { NodePanel } from './node.mts';

/** n8n's editor, used the way a user does: through what is visible and clickable. */
export class EditorPage {
	/**
	 * @param page a browser page
	 * @param url the origin of n8n, such as `http://127.0.0.1:5678`
	 */
	constructor(
		readonly page: Page,
		readonly url: string,
	) {}

	/** Signs in through the form, and closes whatever n8n shows to new users on the way. */
	async signIn({ email, password }: Pick<Owner, 'email' | 'password'>): Promise<void> {
		await this.closeInterruptions();
		await this.page.goto(`${this.url}/signin`);
		await this.part('emailOrLdapLoginId').locator('input').fill(email);
		await this.part('password').locator('input').fill(password);
		await this.part('form-submit-button').click();
		await this.part('add-resource-workflow').waitFor();
	}

	/** Opens an empty workflow. */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.part('canvas-add-button').waitFor();
	}

	/** Opens a saved workflow and fits it into view. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.part('canvas-node').first().waitFor();
		await this.part('zoom-to-fit').click();
	}

	/** Scrolls the canvas to the left by this many pixels, to make room for the panel on the right. */
	async scrollCanvas(pixels: number): Promise<void> {
		await this.part('canvas').hover({ position: { x: 50, y: 100 } });
		await this.page.mouse.wheel(pixels, 0);
	}

	/** Opens the node picker and types into its search field. */
	async searchNodes(text: string): Promise<void> {
		const search = this.part('node-creator-search-bar');
		if (!(await search.isVisible())) await this.part('node-creator-plus-button').click();
		await search.fill(text);
	}

	/** An entry of the node picker, by its exact name; it may not exist. */
	pickerEntry(name: string): Locator {
		return this.part('node-creator').getByText(name, { exact: true });
	}

	/** Searches for an app, and opens the page with its triggers and actions, all expanded. */
	async openApp(app: string): Promise<void> {
		await this.searchNodes(app);
		await this.pickerEntry(app).click();
		const [triggers, actions] = ['Triggers', 'Actions'].map((title) => this.part('node-creator-category-item').filter({ hasText: title }));
		await actions.waitFor();
		// Which of the two is collapsed depends on what the workflow lacks; the first one is expanded.
		const isFirst = ((await actions.boundingBox())?.y ?? 0) < ((await triggers.boundingBox())?.y ?? 0);
		await (isFirst ? triggers : actions).click();
	}

	/** Adds an action or a trigger of an app, by its case-insensitive label in the picker, and waits for its panel. */
	async addNode(app: string, action: string): Promise<NodePanel> {
		await this.openApp(app);
		const label = action.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		await this.part('node-creator').getByText(new RegExp(`^\\s*${label}\\s*$`, 'i')).click();
		return await this.openedPanel();
	}

	/** Opens the panel of a node on the canvas. */
	async openNode(name: string): Promise<NodePanel> {
		await this.part('canvas-node').filter({ hasText: name }).first().dblclick();
		return await this.openedPanel();
	}

	/** Closes the notifications in the corner. */
	async closeMessages(): Promise<void> {
		const buttons = this.page.locator('.el-notification__closeBtn');
		while (await buttons.count()) {
			// A notification may disappear by itself at the same moment.
			await buttons.first().click({ timeout: 1_000 }).catch(() => undefined);
		}
	}

	/** An element of the editor, by n8n's test ID. */
	part(name: string): Locator {
		return this.page.getByTestId(name);
	}

	private async openedPanel(): Promise<NodePanel> {
		await this.part('ndv').waitFor();
		await this.part('node-execute-button').waitFor();
		return new NodePanel(this);
	}

	/** Closes the dialogs that n8n opens on its own, before the next click. */
	private async closeInterruptions(): Promise<void> {
		const { page } = this;
		const closers = [
			page.getByRole('button', { name: 'Got it', exact: false }),
			this.part('trial-intro-close-button'),
			this.part('personalization-form').getByTestId('dialog-close-button'),
			this.part('nps-survey-modal').getByRole('button', { name: 'close', exact: false }),
			page.getByRole('dialog').filter({ hasText: "What's new" }).getByRole('button', { name: 'close', exact: false }),
		];
		for (const closer of closers) await page.addLocatorHandler(closer.first(), async (button) => await button.click());
	}
}
