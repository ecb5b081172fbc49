import type { EnableXCredential } from './credential';

/** A user name and password for HTTP Basic auth. */
export interface Login {
	username: string;
	password: string;
}

const DEFAULT_PORTS: Record<string, string> = { 'https:': '443', 'http:': '80' };
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const portOf = (url: URL) => url.port || DEFAULT_PORTS[url.protocol];

/** Splits `host:port` or `[v6]:port`. Without a port, the port is empty. */
function splitPort(pattern: string): { host: string; port: string } {
	const match = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(pattern);
	return match ? { host: match[1], port: match[2] ?? '' } : { host: '', port: '' };
}

/**
 * Whether one entry of Recordings Hosts matches the host and port of the URL. `*.example.com` matches
 * every host below example.com, but not example.com itself and never an IP address. A wildcard needs
 * two labels, so `*.com` matches nothing. An entry without a port means the default port of the URL's
 * scheme.
 */
function matchesHost(entry: string, url: URL): boolean {
	const { host, port } = splitPort(entry);
	if (host === '' || portOf(url) !== (port || DEFAULT_PORTS[url.protocol])) return false;
	const hostname = url.hostname.replace(/\.$/, '');
	if (!host.startsWith('*.')) return hostname === host;
	const parent = host.slice(1);
	return parent.split('.').length > 2 && hostname.endsWith(parent) && !/^[\d.]+$|^\[/.test(hostname);
}

/** The entries of Recordings Hosts. A pasted URL is reduced to its host and port. */
const parseHosts = (recordingsHosts: string) =>
	recordingsHosts.split(',').map((entry) => entry.trim().toLowerCase().replace(/^https?:\/\//, '').replace(/\/.*$/, ''));

/** Whether Recordings Hosts (comma-separated) includes the host and port of the URL. */
export function isRecordingsHost(url: URL, recordingsHosts: string): boolean {
	return parseHosts(recordingsHosts).some((entry) => matchesHost(entry, url));
}

/** Whether the recordings login may be sent to this URL at all: over https, or over http to this machine. */
export function isSafeTransport(url: URL): boolean {
	return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}

/**
 * Whether a URL belongs to the API, which means that it has the origin of Base URL. Some white-label
 * accounts also serve their files from that origin. They list the host in Recordings Hosts by its full
 * name (the default `*.enablex.io` does not count), and then only paths below Base URL are the API.
 */
export function isForApi(url: URL, { baseUrl, recordingsHosts }: EnableXCredential): boolean {
	const base = new URL(baseUrl);
	if (url.origin !== base.origin) return false;
	const hasOwnEntry = parseHosts(recordingsHosts).some((entry) => !entry.startsWith('*') && matchesHost(entry, url));
	return !hasOwnEntry || `${url.pathname}/`.startsWith(`${base.pathname.replace(/\/$/, '')}/`);
}

/**
 * The only place that decides which login a request gets: App ID and App Key for the API, the
 * recordings login for Recordings Hosts, and none (`undefined`) for any other URL.
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
