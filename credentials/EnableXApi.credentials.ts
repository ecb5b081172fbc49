import type { IAuthenticate, ICredentialDataDecryptedObject, ICredentialType } from 'n8n-workflow';

import { authorize } from '../nodes/shared/authorize';
import { readCredential } from '../nodes/shared/credential';
import { credentialFields } from '../nodes/shared/credentialFields';

/**
 * App ID and App Key of an EnableX project, and the login of its recordings. It is tested by
 * `testEnableXApi` of the EnableX Video node.
 */
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

	authenticate: IAuthenticate = async (credentials: ICredentialDataDecryptedObject, requestOptions) =>
		authorize(readCredential({ ...credentials }), requestOptions);
}
