import type { IAuthenticate, ICredentialDataDecryptedObject, ICredentialType } from 'n8n-workflow';

import { authenticateRequest } from '../nodes/shared/credential/authenticate';
import { readCredential } from '../nodes/shared/credential/credential';
import { credentialFields } from '../nodes/shared/credential/fields';

/**
 * The App ID and App Key of an EnableX project, the logins for its recordings and its webhook, and its join page. `testEnableXApi` of
 * the EnableX Video node tests it.
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

	// `authenticateRequest` already restricts each login to its hosts, more strictly than these fields could.
	hideDomainRestrictionFields = true;

	properties = credentialFields;

	authenticate: IAuthenticate = async (credentials: ICredentialDataDecryptedObject, requestOptions) =>
		authenticateRequest(readCredential({ ...credentials }), requestOptions);
}
