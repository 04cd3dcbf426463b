/**
 * From an error record to a coded error. Types and ids come first: texts are localised by the server.
 * Sources: published texts and ids listed in docs/lab.md; PowerShell's own binder errors.
 */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { ResolvedCmdlet } from '../model/command';
import type { ShellErrorRecord } from '../ports';
import { diagnoseSkypeError } from './skype-errors';

/** The object asked for does not exist. */
export function isNotFound(record: ShellErrorRecord): boolean {
  return mentions(record, 'ManagementObjectNotFoundException');
}

/** Maps an error record to a code. The server's text goes along as detail. */
export function diagnoseShellError(record: ShellErrorRecord, command: ResolvedCmdlet): AppError {
  const detail = record.message;
  const ofSkype = diagnoseSkypeError(record, command);
  if (ofSkype !== undefined) return ofSkype;
  if (mentions(record, 'CommandNotFoundException'))
    return appError('HX-RIGHT', { name: command.name }, detail);
  if (mentions(record, 'NamedParameterNotFound')) {
    const parameter = /'([^']+)'/.exec(record.message)?.[1] ?? '';
    return appError('HX-RIGHT', { name: `${command.name} -${parameter}` }, detail);
  }
  if (mentions(record, 'ManagementObjectAmbiguousException')) {
    return appError('HX-AMBIG', { name: String(command.parameters['Identity'] ?? '') }, detail);
  }
  if (UNAVAILABLE.some((name) => mentions(record, name)) || record.message.includes('0x51')) {
    return appError(
      'HX-DC',
      { name: String(command.parameters['DomainController'] ?? '') },
      detail,
    );
  }
  if (
    DENIED.some((text) => record.message.includes(text)) ||
    mentions(record, 'CmdletAccessDenied')
  ) {
    return appError('HX-RIGHT', { name: command.name }, detail);
  }
  // The reason is a name of the product's own, in every language.
  if (record.message.includes('PrivateKeyMissing')) {
    const thumbprint = String(command.parameters['NewCertificateThumbprint'] ?? '');
    return appError('HX-CERTKEY', { thumbprint }, detail);
  }
  return appError('HX-CMD', { command: command.name }, detail);
}

const UNAVAILABLE = [
  'SuitabilityDirectoryException',
  'NoSuitableServerFoundException',
  'ADTransientException',
];
const DENIED = [
  'INSUFF_ACCESS_RIGHTS',
  'write scope',
  "isn't assigned to any management roles",
  'delegating role assignment',
];

function mentions(record: ShellErrorRecord, name: string): boolean {
  return [record.exceptionType, record.fullyQualifiedErrorId, record.category].some((text) =>
    text.includes(name),
  );
}
