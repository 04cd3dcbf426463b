/** Failures of Skype for Business Server's test and of metadata documents. Sources: docs/lab.md, "Published or recorded". */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { ResolvedCmdlet } from '../model/command';
import type { ShellErrorRecord } from '../ports';

/** The code of what only these commands say; undefined for everything else. The server's text goes along. */
export function diagnoseSkypeError(
  { message: detail, fullyQualifiedErrorId }: ShellErrorRecord,
  command: ResolvedCmdlet,
): AppError | undefined {
  const address = command.parameters['MetadataUrl'] ?? command.parameters['AuthMetaDataUrl'];
  const isDocument = /valid metadata document|auth metadata document/i.test(detail);
  if (isDocument && typeof address === 'string') {
    const reason = /trust relationship/i.test(detail) ? 'tls' : 'connect';
    return appError('HX-METADOC', { address, reason }, detail);
  }
  const isContacts = command.name === 'Test-CsUnifiedContactStore';
  if (command.name !== 'Test-CsExStorageConnectivity' && !isContacts) return undefined;
  if (fullyQualifiedErrorId.includes('CommandNotFoundException')) return undefined;
  if (/access denied/i.test(detail)) return appError('HX-RIGHT', { name: command.name }, detail);
  if (isContacts)
    return appError(
      'HX-CONTACTS',
      { user: String(command.parameters['UserSipAddress'] ?? '') },
      detail,
    );
  const user = String(command.parameters['SipUri'] ?? '');
  if (/\(401\)|\b401\b/.test(detail)) return appError('HX-401', { user }, detail);
  if (/code\s*=?\s*574|content type of ''/i.test(detail))
    return appError('HX-574', { user }, detail);
  return appError('HX-STORAGE', { user }, detail);
}
