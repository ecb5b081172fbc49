/** The sandbox in a process of its own: with a clock of its own, and on a core of its own. Ends with its parent. */
import { startSandbox } from '../sandbox/index.mts';
import type { SandboxAddress } from './sandbox.mts';

process.on('disconnect', () => process.exit(0));
const { origin, baseUrl, appId, appKey } = await startSandbox();
const address: SandboxAddress = { origin, baseUrl, appId, appKey };
process.send?.(address);
