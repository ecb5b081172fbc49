/** `npm start`: a real n8n with this package, and the sandbox, until Ctrl-C. */
import { runInTerminal } from './terminal.mts';

await runInTerminal();
