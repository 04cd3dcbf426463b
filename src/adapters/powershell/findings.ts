/**
 * From what a shell or a session said to a coded error. Ids, types and numbers come first; texts are localised.
 * Sources: PowerShell's WSManTransportManager ids; KB5001779 (no-language endpoint); the cmdlet pages on sessions.
 */
import type { AppError, ErrorCode } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { ShellErrorRecord } from '../../core/ports';
import type { BridgeOperation } from './protocol';

/** Signs of each finding, in the order in which they are looked for. */
const SESSION: readonly (readonly [ErrorCode, RegExp])[] = [
  // A load-balanced name or an address has no account in Active Directory (0x80090322).
  [
    'HX-KERB',
    /ServerNameRefused|CannotUseIPAddress|0x80090322|-?2144108387|0x8009030e|SEC_E_WRONG_PRINCIPAL/i,
  ],
  [
    'HX-SHELLS',
    /maximum number of concurrent (shells|operations)|exceeded the maximum number of connections|QuotaMax|TooManyShells/i,
  ],
  [
    'HX-NOLANG',
    /ScriptsNotAllowed|no-language mode|restricted language mode|syntax is not supported by this runspace/i,
  ],
  [
    'HX-REACH',
    /ComputerNotFound|CannotConnect|WinRMOperationTimeout|NetworkPathNotFound|ServerNotTrusted/,
  ],
];

/** Logon failures: WinRM's ids, Win32 1326, SEC_E_LOGON_DENIED. */
const LOGON = /LogonFailure|AuthenticationFailed|^1326,|0x8009030c|0x8007052e/i;

/** A connection that did not come about. */
export function connectFinding(
  record: ShellErrorRecord,
  target: string,
  connect: BridgeOperation,
): AppError {
  if (connect.op === 'connect-online') return onlineFinding(record, target, connect.account);
  return sessionFinding(record, target, 'credential' in connect);
}

/** Words of Exchange Online for an account that may do nothing there; its module wraps them in other errors. */
const ONLINE_REFUSED =
  /UnAuthorized|AccessDenied|Access Denied|CmdletAccessDenied|Forbidden|\b40[13]\b|isn't assigned to any management roles|role assigned to/i;

function onlineFinding(record: ShellErrorRecord, target: string, account: string): AppError {
  const { exceptionType, fullyQualifiedErrorId: id, message } = record;
  switch (id) {
    case 'Crossprem.ModuleMissing':
      return appError('HX-EXOMODULE', { cause: 'missing', version: '' });
    case 'Crossprem.ModuleOld':
      return appError('HX-EXOMODULE', { cause: 'old', version: message.trim() });
    case 'Crossprem.NoOrganisation':
    case 'Crossprem.NoCommands':
      return appError('HX-EXOROLE', { account, target });
  }
  if (ONLINE_REFUSED.test([id, exceptionType, message].join('\n')))
    return appError('HX-EXOROLE', { account, target }, message);
  return sessionFinding(record, target);
}

/** A session that did not open. With a credential, WinRM also says "access denied" (5) of a wrong password. */
export function sessionFinding(
  record: ShellErrorRecord,
  target: string,
  withCredential = false,
): AppError {
  const text = [record.fullyQualifiedErrorId, record.exceptionType, record.message].join('\n');
  // The bridge gives organisation and tenant id of where the token led.
  if (record.fullyQualifiedErrorId === 'Crossprem.OtherTenant')
    return appError('HX-TEN', { found: record.message.trim(), expected: target });
  const isRefused = LOGON.test(text) || /AccessDenied|0x80070005/i.test(text);
  if (withCredential && isRefused) return appError('HX-CRED', { target });
  const found = SESSION.find(([, sign]) => sign.test(text));
  return appError(found?.[0] ?? 'HX-SESSION', { target }, record.message);
}

/** A process that did not become a shell. */
export function startFinding(executable: string, said: string): AppError {
  const detail = said.trim().slice(-1_000);
  if (/ConstrainedLanguage|language mode|MethodInvocationNotSupported/i.test(said))
    return appError('HX-LOCKED', { executable }, detail);
  if (/UnauthorizedAccess|PSSecurityException|about_Execution_Policies/i.test(said))
    return appError('HX-POLICY', { executable }, detail);
  return appError('HX-SHELL', { executable }, detail);
}

const BROKEN =
  /PSRemotingTransportException|PSSessionStateBroken|PSRemotingDataStructureException|InvalidRunspaceState/;

/** True when the record means that the connection broke while the command ran: nobody knows what became of it. */
export function isConnectionLoss(record: ShellErrorRecord): boolean {
  return BROKEN.test(record.exceptionType) || BROKEN.test(record.fullyQualifiedErrorId);
}

/** True when the record means that there was no connection to send the command over. */
export function isConnectionRefused(record: ShellErrorRecord): boolean {
  return record.fullyQualifiedErrorId.includes('PSSessionOpenFailed');
}
