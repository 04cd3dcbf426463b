/** Reads of one user of the pool: where conversations are archived, and whether contacts come from the mailbox. */
import * as v from 'valibot';
import type { AppError } from '../../shared/errors';
import { CodedError, appError } from '../../shared/errors';
import { message } from '../model/message';
import type { ReadDefinition } from './definition';
import { cmdlet, parseItems, psText, required, single } from './definition';

const userSchema = v.object({
  SipAddress: psText,
  WindowsEmailAddress: psText,
  RegistrarPool: psText,
  ArchivingPolicy: psText,
  ExchangeArchivingPolicy: psText,
});
export type SkypeUser = v.InferOutput<typeof userSchema>;

/** Get-CsUser for one SIP address. */
export const skypeUser: ReadDefinition<SkypeUser | null> = {
  id: 'skype-user',
  target: 'skype',
  aside: true,
  title: (args) => message('core.read.skype-user', { user: args['sip'] ?? '' }),
  query: (args) => cmdlet('Get-CsUser', { Identity: required(args, 'sip') }),
  parse: (answer, _crypto, args) => single(parseItems(userSchema, answer), required(args, 'sip')),
  facts: (value) => ({
    found: value !== null,
    ArchivingPolicy: value?.ArchivingPolicy ?? '',
    ExchangeArchivingPolicy: value?.ExchangeArchivingPolicy ?? '',
  }),
};

/** What Test-CsUnifiedContactStore said. */
export interface ContactStoreTest {
  readonly passed: boolean;
  /** Why it did not pass. */
  readonly error: AppError | null;
}

// What the cmdlet answers is not published; `Result` and `Error` are those of its siblings.
const contactSchema = v.object({ Result: v.string(), Error: psText });

/** Test-CsUnifiedContactStore: asks for a user's contacts the way a client does. It writes nothing. */
export const contactStoreTest: ReadDefinition<ContactStoreTest> = {
  id: 'contact-store-test',
  target: 'skype',
  aside: true,
  title: (args) => message('core.read.contact-store-test', { user: args['sip'] ?? '' }),
  query: (args) => ({
    kind: 'cmdlet',
    command: {
      name: 'Test-CsUnifiedContactStore',
      parameters: { TargetFqdn: required(args, 'pool'), UserSipAddress: required(args, 'sip') },
    },
    isTest: true,
  }),
  parse: (answer, _crypto, args) => {
    const user = args['sip'] ?? '';
    if (answer.kind === 'refused') {
      // Without the right to test, nothing was tested.
      if (answer.error.code === 'HX-RIGHT') throw new CodedError(answer.error);
      return { passed: false, error: answer.error };
    }
    const [found] = parseItems(contactSchema, answer);
    return found?.Result === 'Success'
      ? { passed: true, error: null }
      : { passed: false, error: appError('HX-CONTACTS', { user }, found?.Error ?? '') };
  },
  facts: (value) => ({ passed: value.passed, code: value.error?.code ?? '' }),
  problem: (value) => value.error ?? undefined,
};
