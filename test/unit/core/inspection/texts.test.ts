/** Everything that an inspection can say has its texts, in each language. */
import { expect, test } from 'vitest';
import {
  HAND_SHAKE_CAUSES,
  HAND_SHAKE_OUTCOMES,
  TOKEN_FINDINGS,
} from '../../../../src/shared/inspection';
import { LANGUAGES } from '../../../../src/shared/languages';
import { messagesOf } from '../../../../src/shared/messages/sync';

const both = (family: string, ids: readonly string[]): string[] =>
  ids.flatMap((id) => [`inspection.${family}.${id}.what`, `inspection.${family}.${id}.do`]);

const BUILT = [
  ...both('finding', TOKEN_FINDINGS),
  ...both('cause', HAND_SHAKE_CAUSES),
  'inspection.cause.none.what',
  ...HAND_SHAKE_OUTCOMES.map((id) => `inspection.ui.outcome.${id}`),
  ...['service', 'entra', 'application', 'other'].map((id) => `inspection.meaning.issuer-${id}`),
  ...['product', 'host', 'address'].map((id) => `inspection.meaning.audience-${id}`),
  ...['now', 'over', 'early'].map((id) => `inspection.meaning.valid-${id}`),
  ...['current', 'next', 'server', 'pool', 'file', 'none-known', 'not-known'].map(
    (id) => `inspection.meaning.certificate-${id}`,
  ),
  ...['valid', 'wrong', 'unsigned', 'not-checked'].map(
    (id) => `inspection.meaning.signature-${id}`,
  ),
  ...['parts', 'encrypted', 'header', 'claims', 'too-long'].map(
    (id) => `inspection.malformed.${id}`,
  ),
  ...[
    'no-answer',
    'token-given',
    'token-refused',
    'challenge',
    'refused',
    'no-right',
    'server-error',
    'accepted',
  ].map((id) => `inspection.hop.${id}`),
];

test.each(LANGUAGES)('in %s', (language) => {
  const messages = messagesOf(language);
  expect(BUILT.filter((key) => !Object.hasOwn(messages, key))).toEqual([]);
});
