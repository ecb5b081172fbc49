import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestOptions,
	type IRequestOptionsSimplified,
} from 'n8n-workflow';

const notStored = async () => await Promise.reject(new Error('Nothing is stored in these tests'));

/** n8n's credentials service without a database: it returns the fields and runs `authenticate`. */
export class PlainCredentials extends ICredentialsHelper {
	constructor(
		readonly type: ICredentialType,
		public fields: IDataObject,
	) {
		super();
	}

	async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		return { ...this.fields } as ICredentialDataDecryptedObject;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		request: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.type;
		if (typeof authenticate !== 'function') throw new Error('The credential must authenticate with a function');
		return await authenticate(credentials, request as IHttpRequestOptions);
	}

	getParentTypes() {
		return [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	getCredentialsProperties() {
		return [];
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	getCredentials = notStored;

	updateCredentials = notStored;

	updateCredentialsOauthTokenData = notStored;
}
