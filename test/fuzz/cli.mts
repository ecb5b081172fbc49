/** `npm run fuzz`: wrong replies and hostile input for the built nodes; see HELP in options.mts. */
import '../soak/n8n-home.mts';
import { require as load } from 'tsx/cjs/api';

import { readCommandLine } from '../host/command-line.mts';
import { HELP, parseOptions } from './options.mts';

const options = readCommandLine(parseOptions);
if (options?.help) console.log(HELP);
else if (options) {
	// As CommonJS, the form in which n8n loads its own packages and the built nodes: so each is there once.
	const { fuzz }: typeof import('./main.mts') = load('./main.mts', import.meta.url);
	process.exitCode = (await fuzz(options)) ? 0 : 1;
}
