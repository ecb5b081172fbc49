import type { Locator, Page } from 'playwright-core';
import type { Owner } from '../host/owner.mts';
import { NodePanel } from './editor-node.mts';

/** n8n's editor, used as a person uses it: by what can be seen and clicked. */
export class EditorPage {
	/**
	 * @param page a page of the browser
	 * @param url origin of n8n, such as `http://127.0.0.1:5678`
	 */
	constructor(
		readonly page: Page,
		readonly url: string,
	) {}

	/** Signs in through the form, and has everything closed that n8n shows new users in between. */
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

	/** Opens a stored workflow, with all of it in view. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.part('canvas-node').first().waitFor();
		await this.part('zoom-to-fit').click();
	}

	/** Moves what is on the canvas to the left, to make room for the panel on the right; in pixels. */
	async scrollCanvas(pixels: number): Promise<void> {
		await this.part('canvas').hover({ position: { x: 50, y: 100 } });
		await this.page.mouse.wheel(pixels, 0);
	}

	/** Opens the node picker and types into its search. */
	async searchNodes(text: string): Promise<void> {
		const search = this.part('node-creator-search-bar');
		if (!(await search.isVisible())) await this.part('node-creator-plus-button').click();
		await search.fill(text);
	}

	/** An entry of the node picker, by its exact name; it may not be there. */
	pickerEntry(name: string): Locator {
		return this.part('node-creator').getByText(name, { exact: true });
	}

	/** Searches an app, and opens the page with its triggers and actions, all unfolded. */
	async openApp(app: string): Promise<void> {
		await this.searchNodes(app);
		await this.pickerEntry(app).click();
		const [triggers, actions] = ['Triggers', 'Actions'].map((title) => this.part('node-creator-category-item').filter({ hasText: title }));
		await actions.waitFor();
		// Which of the two is folded depends on what the workflow lacks; the first one is open.
		const isFirst = ((await actions.boundingBox())?.y ?? 0) < ((await triggers.boundingBox())?.y ?? 0);
		await (isFirst ? triggers : actions).click();
	}

	/** Adds an action or a trigger of an app, by its words in the picker in any case, and waits for its panel. */
	async addNode(app: string, action: string): Promise<NodePanel> {
		await this.openApp(app);
		await this.part('node-creator').getByText(new RegExp(`^\\s*${action}\\s*$`, 'i')).click();
		return await this.openedPanel();
	}

	/** Opens the panel of a node on the canvas. */
	async openNode(name: string): Promise<NodePanel> {
		await this.part('canvas-node').filter({ hasText: name }).first().dblclick();
		return await this.openedPanel();
	}

	/** Closes the messages in the corner. */
	async closeMessages(): Promise<void> {
		const buttons = this.page.locator('.el-notification__closeBtn');
		while (await buttons.count()) {
			// A message may go by itself in the same moment.
			await buttons.first().click({ timeout: 1_000 }).catch(() => undefined);
		}
	}

	/** A part of the editor, by the name that n8n gave it for tests. */
	part(name: string): Locator {
		return this.page.getByTestId(name);
	}

	private async openedPanel(): Promise<NodePanel> {
		await this.part('ndv').waitFor();
		await this.part('node-execute-button').waitFor();
		return new NodePanel(this);
	}

	/** What n8n shows on its own initiative, and how it is closed; whichever comes is closed before the next click. */
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
