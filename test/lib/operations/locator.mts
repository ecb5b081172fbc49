import type { INodeParameters } from 'n8n-workflow';

/** A room locator as the editor saves it. */
export const locator = (value: unknown, mode = 'id') => ({ __rl: true, mode, value }) as INodeParameters;
