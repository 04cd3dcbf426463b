/**
 * Errors as a remote caller sees them. Texts that Exchange and PowerShell are known to print are written as they
 * print them. Where no text is published the lab says so in the text itself, with PRACTICE in front.
 */
import type { LabShellError } from '../../shared/lab';

/** Marks texts of which no published original is known. */
export const PRACTICE = '[practice text]';

/** Where a server-side error came from. */
export interface ErrorOrigin {
  /** Cmdlet name. */
  readonly cmdlet: string;
  /** Start of the fully qualified id: server, request, time. */
  readonly prefix: string;
  /** Eight hex digits that differ by call site. */
  readonly hash: string;
}

/** A cmdlet that ended with an error. Nothing was changed. */
export class CmdletError extends Error {
  override readonly name = 'CmdletError';
  constructor(readonly record: LabShellError) {
    super(record.message);
  }
}

const TASKS: readonly (readonly [RegExp, string])[] = [
  [/-(MailUser|Recipient|User)$/, 'RecipientTasks'],
  [/-ManagementRole/, 'RbacTasks'],
];

/** Class of a cmdlet: published for some, by naming convention for the rest. */
function cmdletClass(cmdlet: string): string {
  const space = TASKS.find(([pattern]) => pattern.test(cmdlet))?.[1] ?? 'SystemConfigurationTasks';
  return `Microsoft.Exchange.Management.${space}.${cmdlet.replace('-', '')}`;
}

/** An error of the server. */
export function serverError(origin: ErrorOrigin, exception: string, message: string): CmdletError {
  return new CmdletError({
    message,
    fullyQualifiedErrorId: `${origin.prefix} [FailureCategory=Cmdlet-${exception}] ${origin.hash},${cmdletClass(origin.cmdlet)}`,
    category: `NotSpecified: (:) [${origin.cmdlet}], ${exception}`,
    exceptionType: 'System.Management.Automation.RemoteException',
  });
}

/** An error of PowerShell's own parameter binding. */
export function bindingError(cmdlet: string, id: string, message: string): CmdletError {
  const transformation = id === 'ParameterArgumentTransformationError';
  const exception = transformation
    ? 'ParameterBindingArgumentTransformationException'
    : id.startsWith('ParameterArgumentValidationError')
      ? 'ParameterBindingValidationException'
      : 'ParameterBindingException';
  const kind =
    transformation || exception.includes('Validation') ? 'InvalidData' : 'InvalidArgument';
  return new CmdletError({
    message,
    fullyQualifiedErrorId: `${id},${cmdlet}`,
    category: `${kind}: (:) [${cmdlet}], ${exception}`,
    exceptionType: `System.Management.Automation.${exception}`,
  });
}

/** The cmdlet is not in the session: unknown, or its role is not assigned. Text of Windows PowerShell 5.1. */
export function commandNotFound(cmdlet: string): CmdletError {
  return new CmdletError({
    message:
      `The term '${cmdlet}' is not recognized as the name of a cmdlet, function, script file, or operable program. ` +
      'Check the spelling of the name, or if a path was included, verify that the path is correct and try again.',
    fullyQualifiedErrorId: 'CommandNotFoundException',
    category: `ObjectNotFound: (${cmdlet}:String) [], CommandNotFoundException`,
    exceptionType: 'System.Management.Automation.CommandNotFoundException',
  });
}

/** A cmdlet that asks for confirmation in a session that nobody can answer. The sentence is PowerShell's own. */
export function promptRefused(cmdlet: string): CmdletError {
  return new CmdletError({
    message:
      'Windows PowerShell is in NonInteractive mode. Read and Prompt functionality is not available. ' +
      `${PRACTICE} ${cmdlet} asks for confirmation; without -Confirm:$false it changes nothing here.`,
    fullyQualifiedErrorId: `InvalidOperation,${cmdlet}`,
    category: `InvalidOperation: (:) [${cmdlet}], PSInvalidOperationException`,
    exceptionType: 'System.Management.Automation.PSInvalidOperationException',
  });
}
