import type { EnableXCredential } from './credential';

/** A user name and password for HTTP Basic auth. */
export interface Login {
	username: string;
	password: string;
}

const DEFAULT_PORTS: Record<string, string> = { 'https:': '443', 'http:': '80' };
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const portOf = (url: URL) => url.port || DEFAULT_PORTS[url.protocol];

/** Splits `host:port` and `[v6]:port`; the port is empty when none is given. */
function splitPort(pattern: string): { host: string; port: string } {
	const match = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(pattern);
	return match ? { host: match[1], port: match[2] ?? '' } : { host: '', port: '' };
}

/**
 * Whether one entry of Recordings Hosts names the host of the URL. `*.example.com` stands for every
 * host below example.com, not for example.com itself, and needs two labels, so that `*.com` matches
 * nothing, and never for an IP address. An entry without a port means the default port of the URL's scheme.
 */
function namesHost(entry: string, url: URL): boolean {
	const { host, port } = splitPort(entry);
	if (host === '' || portOf(url) !== (port || DEFAULT_PORTS[url.protocol])) return false;
	const hostname = url.hostname.replace(/\.$/, '');
	if (!host.startsWith('*.')) return hostname === host;
	const parent = host.slice(1);
	return parent.split('.').length > 2 && hostname.endsWith(parent) && !/^[\d.]+$|^\[/.test(hostname);
}

/** The entries of Recordings Hosts; of a pasted address, the host counts. */
const entriesOf = (recordingsHosts: string) =>
	recordingsHosts.split(',').map((entry) => entry.trim().toLowerCase().replace(/^https?:\/\//, '').replace(/\/.*$/, ''));

/** Whether Recordings Hosts (comma-separated) names the host and port of the URL. */
export function isRecordingsHost(url: URL, recordingsHosts: string): boolean {
	return entriesOf(recordingsHosts).some((entry) => namesHost(entry, url));
}

/** Whether the recordings login may travel to this URL at all: https, or http on this machine. */
export function isSafeTransport(url: URL): boolean {
	return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}

/**
 * Whether a request is for the API: it goes to the origin of Base URL. Some white-label accounts
 * have their files on that origin too; then the host stands in Recordings Hosts by its own name (the
 * default `*.enablex.io` does not count), and only what lies below Base URL is the API.
 */
export function isForApi(url: URL, { baseUrl, recordingsHosts }: EnableXCredential): boolean {
	const base = new URL(baseUrl);
	if (url.origin !== base.origin) return false;
	const hasOwnEntry = entriesOf(recordingsHosts).some((entry) => !entry.startsWith('*') && namesHost(entry, url));
	return !hasOwnEntry || `${url.pathname}/`.startsWith(`${base.pathname.replace(/\/$/, '')}/`);
}

/**
 * The one place that decides which login a request may carry: App ID and App Key for the API, the
 * recordings login for Recordings Hosts, nothing for anybody else.
 */
export function loginFor(url: URL, credential: EnableXCredential): Login | undefined {
	if (isForApi(url, credential)) return { username: credential.appId, password: credential.appKey };
	const { recordingsUsername: username, recordingsPassword: password } = credential;
	const hasLogin = username !== '' && password !== '';
	if (hasLogin && isSafeTransport(url) && isRecordingsHost(url, credential.recordingsHosts)) {
		return { username, password };
	}
	return undefined;
}
