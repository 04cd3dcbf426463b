import { describe, expect, test } from 'vitest';
import { nodeCrypto } from '../../../../src/adapters/system/crypto';
import { LANGUAGES } from '../../../../src/shared/languages';
import { createTranslator } from '../../../../src/shared/messages/translate';
import { messagesOf } from '../../../../src/shared/messages/sync';
import type { OAuthTest } from '../../../../src/core/reads/oauth-test';
import { testToCloud } from '../../../../src/core/reads/oauth-test';

const ARGUMENTS = { targetUri: 'https://outlook.office365.com/ews/exchange.asmx', mailbox: '' };

function read(...results: readonly Record<string, unknown>[]): OAuthTest {
  return testToCloud.parse({ kind: 'items', items: results }, nodeCrypto, ARGUMENTS);
}

/** Texts as they were published: Microsoft’s free/busy series, questions and answers, CSS-Exchange. */
const PUBLISHED: readonly (readonly [cause: string, text: string])[] = [
  [
    'keyMissing',
    "Unable to get token from Auth Server. Error code: 'invalid_client'. Description: 'AADSTS70002: Error validating credentials. AADSTS50012: Client assertion contains an invalid signature. [Reason - The key was not found., Thumbprint of key used by client: 'AB'",
  ],
  [
    'keyMissing',
    'AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application.',
  ],
  [
    'keyExpired',
    "AADSTS50012: Client assertion contains an invalid signature. [Reason - The key used is expired., Found key 'Start=08/03/2016, End=08/03/2017'",
  ],
  ['applicationUnknown', "AADSTS700016: Application with identifier 'x' was not found"],
  [
    'hostUnknown',
    'AADSTS500011: The resource principal named https://mail.contoso.com was not found',
  ],
  [
    'hostUnknown',
    'The hostname component of the audience claim value \'https://mail.contoso.com\' is invalid; error_category="invalid_resource"',
  ],
  [
    'issuerUnknown',
    "The trusted issuers contained the following entries '00000001-0000-0000-c000-000000000000@*'. None of them are configured locally.",
  ],
  ['certificateGone', 'OAuthTokenRequestFailedException: Missing signing certificate.'],
  [
    'signature',
    'diagnostics: 2000000; reason="The token has an invalid signature.";error_category="invalid_signature".',
  ],
  [
    'user',
    'The user specified by the user-context in the token does not exist. error_category="invalid_user" (401) Unauthorized.',
  ],
  [
    'linkedAccount',
    'SoapException: The application is missing a linked account for RBAC roles, or the linked account has no RBAC role assignments',
  ],
  [
    'blocked',
    'The remote server returned an error: (403) Forbidden.  at System.Net.HttpWebRequest.GetRequestStream(',
  ],
  ['forbidden', 'The remote server returned an error: (403) Forbidden.'],
  ['connection', 'The underlying connection was closed: An unexpected error occurred on a send.'],
  ['refused', 'System.Net.WebException: The remote server returned an error: (401) Unauthorized.'],
  ['other', 'Quelque chose s’est mal passé.'],
];

describe('a result of Test-OAuthConnectivity', () => {
  test.each(PUBLISHED)('with %s is told by: %s', (cause, Detail) => {
    const found = read({ ResultType: 'Error', Detail });
    expect(found).toMatchObject({ passed: false, cause });
    const problem = testToCloud.problem?.(found, ARGUMENTS);
    expect(problem).toMatchObject({ code: 'HX-TOKEN', detail: Detail });
    for (const language of LANGUAGES) {
      const translator = createTranslator(language, messagesOf(language));
      for (const part of ['what', 'why', 'do', 'untouched']) {
        const key = `errors.HX-TOKEN.${part}`;
        expect(translator.text({ key, args: problem?.args ?? {} })).toMatch(/[.。)）]$/);
      }
    }
  });

  test('passes with the harmless remark about the address, in any language', () => {
    const Detail = 'Comprobando… The SMTP address has no mailbox associated with it.';
    expect(read({ ResultType: 'Success', Detail }).passed).toBe(true);
    expect(read({ ResultType: { value: 0, Value: 'Warning' }, Detail }).passed).toBe(true);
  });

  test('is read where the module gives objects for texts', () => {
    const found = read({ ResultType: { Value: 'Error' }, Detail: { FullId: 'AADSTS700016' } });
    expect(found.cause).toBe('applicationUnknown');
  });

  test('names the application whose token was used', () => {
    const id = 'D0000000-0000-4000-8000-00000000000C';
    const found = read({ ResultType: 'Success', Detail: `finish building apptoken L:${id}-AS:x` });
    expect(found.applicationId).toBe(id.toLowerCase());
  });

  test('that is none at all has not passed', () => {
    expect(read().passed).toBe(false);
  });
});
