/** The value of an Authorization header, such as `Basic YTpi`. */
export const basicAuth = (username: string, password: string): string => `Basic ${encodeLogin(username, password)}`;

/** The same without its scheme. */
export const encodeLogin = (username: string, password: string): string => Buffer.from(`${username}:${password}`).toString('base64');
