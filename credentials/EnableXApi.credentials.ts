import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
} from 'n8n-workflow';

import { authorize } from '../nodes/shared/authorize';
import { readCredential } from '../nodes/shared/credential';
import { credentialFields } from '../nodes/shared/credentialFields';
import { probe } from '../nodes/shared/probe';

export class EnableXApi implements ICredentialType {
	name = 'enableXApi';

	displayName = 'EnableX API';

	icon = { light: 'file:../icons/enablex.svg', dark: 'file:../icons/enablex.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-enablex/n8n-nodes-enablex#credentials';

	httpRequestNode = {
		name: 'EnableX Video',
		docsUrl: 'https://developer.enablex.io/docs/references/apis/video-api/index/',
		apiBaseUrlPlaceholder: 'https://api.enablex.io/video/v2/rooms',
	};

	// The credential is bound to its hosts by `authorize`, more tightly than these fields could.
	hideDomainRestrictionFields = true;

	properties = credentialFields;

	authenticate: IAuthenticate = async (credentials, requestOptions) =>
		authorize(readCredential(toData(credentials)), requestOptions);

	/**
	 * Runs when the credential is tested, before `test`: rules can say what an HTTP status means, but
	 * not what a refused connection means, so this puts every outcome into a sentence. It gives
	 * nothing back, so that nothing is stored.
	 */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		await probe(readCredential(toData(credentials)), this.helpers.httpRequest);
		return {};
	}

	test: ICredentialTestRequest = {
		request: { url: '/rooms', json: true },
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'status',
					value: 'error',
					message: 'The API refused this App ID and App Key',
				},
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'result',
					value: undefined,
					message: 'This address answers, but not as the EnableX Video API. Check Base URL',
				},
			},
		],
	};
}

/** The decrypted fields as plain data; n8n's type also allows forms that no field of ours has. */
function toData(credentials: ICredentialDataDecryptedObject): IDataObject {
	return Object.fromEntries(
		Object.entries(credentials).filter(([, value]) => typeof value === 'string' || typeof value === 'boolean'),
	) as IDataObject;
}
