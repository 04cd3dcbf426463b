/** Reads of what Skype for Business Server does with Exchange: the mailbox test, archiving, unified contact store. */
import * as v from 'valibot';
import type { AppError } from '../../shared/errors';
import { CodedError, appError } from '../../shared/errors';
import { message } from '../model/message';
import type { Cmdlet } from '../model/command';
import type { ReadArguments, ReadDefinition } from './definition';
import { cmdlet, parseItems, psBoolean, psText, required, single } from './definition';

/** What Test-CsExStorageConnectivity said. */
export interface StorageTest {
  readonly passed: boolean;
  /** Why it did not pass. */
  readonly error: AppError | null;
}

/** The test's parameters from a read's arguments; plan and verification send the same. */
function storageTestParameters(args: ReadArguments): Readonly<Record<string, string | boolean>> {
  const host = args['host'] ?? '';
  return {
    SipUri: required(args, 'sip'),
    ...(host === '' ? { Binding: 'NetNamedPipe' } : { Binding: 'NetTCP' }),
    ...(host === '' ? {} : { HostNameStorageService: host }),
    Folder: required(args, 'folder'),
    ...(args['keep'] === 'yes' ? {} : { DeleteItem: true }),
  };
}

/** The command of the test. */
export function storageTestCommand(args: ReadArguments): Cmdlet {
  return { name: 'Test-CsExStorageConnectivity', parameters: storageTestParameters(args) };
}

/**
 * Test-CsExStorageConnectivity: writes an item into a mailbox, and deletes it again unless told otherwise. What it says
 * of a success is published nowhere, so that it ended without an error is all that counts.
 */
export const storageTest: ReadDefinition<StorageTest> = {
  id: 'storage-test',
  target: 'skype',
  aside: true,
  title: (args) => message('core.read.storage-test', { user: args['sip'] ?? '' }),
  query: (args) => ({
    kind: 'cmdlet',
    command: { name: 'Test-CsExStorageConnectivity', parameters: storageTestParameters(args) },
    isTest: true,
  }),
  parse: (answer) => {
    if (answer.kind === 'items') return { passed: true, error: null };
    if (answer.kind !== 'refused')
      throw new CodedError(appError('HX-BUG', {}, 'a test got no answer'));
    // Without the right to test, nothing was tested.
    if (answer.error.code === 'HX-RIGHT') throw new CodedError(answer.error);
    return { passed: false, error: answer.error };
  },
  facts: (value) => ({ passed: value.passed, code: value.error?.code ?? '' }),
  problem: (value) => value.error ?? undefined,
};

const archivingSchema = v.object({ EnableArchiving: psText, EnableExchangeArchiving: psBoolean });
export type ArchivingConfiguration = v.InferOutput<typeof archivingSchema>;

/** Get-CsArchivingConfiguration: the global one. */
export const archivingConfiguration: ReadDefinition<ArchivingConfiguration | null> = {
  id: 'archiving-configuration',
  target: 'skype',
  title: () => message('core.read.archiving-configuration'),
  query: () => cmdlet('Get-CsArchivingConfiguration'),
  parse: (answer) =>
    single(parseItems(archivingSchema, answer).slice(0, 1), 'Get-CsArchivingConfiguration'),
  facts: (value) => ({
    EnableArchiving: value?.EnableArchiving ?? '',
    EnableExchangeArchiving: value?.EnableExchangeArchiving ?? false,
  }),
};

const userServices = v.object({ Identity: psText, UcsAllowed: psBoolean });
export type UserServicesPolicy = v.InferOutput<typeof userServices>;

/** Get-CsUserServicesPolicy, all of them. */
export const userServicesPolicies: ReadDefinition<readonly UserServicesPolicy[]> = {
  id: 'user-services-policies',
  target: 'skype',
  title: () => message('core.read.user-services-policies'),
  query: () => cmdlet('Get-CsUserServicesPolicy'),
  parse: (answer) => parseItems(userServices, answer),
  facts: (value) =>
    Object.fromEntries(value.map((item) => [`${item.Identity}/UcsAllowed`, item.UcsAllowed])),
};
