/** `npm run fuzz`: wrong replies and hostile input for the built nodes; see HELP in options.mts. */
import '../lib/n8n/temporary-home.mts';
import { require as load } from 'tsx/cjs/api';

import { readCommandLine } from '../lib/command-line.mts';
import { endWithParent } from '../lib/stop-signals.mts';
import { HELP, parseOptions } from './options.mts';

endWithParent();
const options = readCommandLine(parseOptions);
if (options?.help) console.log(HELP);
else if (options) {
	// As CommonJS, like n8n loads its own packages and the built nodes, so that each module exists only once.
	const { fuzz }: typeof import('./main.mts') = load('./main.mts', import.meta.url);
	process.exitCode = (await fuzz(options)) ? 0 : 1;
}
