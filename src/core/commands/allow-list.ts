/**
 * Every cmdlet this product may emit, with the parameters it may give. Anything else is a fault of our own and never
 * reaches a shell. Types and switches: the cmdlet pages (reference/cmdlets.json; a contract test holds this table to it).
 */
import { CodedError, appError } from '../../shared/errors';
import type { Cmdlet, ParameterValue, TargetId } from '../model/command';
import { isFromAction } from '../model/command';
import type { AllowedCmdlet, ParameterKind } from './allow-list-kinds';
import { OAUTH_CMDLETS, ONLINE_CMDLETS } from './allow-list-oauth';
import { ROLLOVER_CMDLETS } from './allow-list-rollover';
import { LOCAL_OPERATIONS, SERVICE_POINT_CMDLETS, SKYPE_CMDLETS } from './allow-list-skype';

export type { AllowedCmdlet, ParameterKind } from './allow-list-kinds';

const DC = { DomainController: 'text' } as const;

function read(
  parameters: AllowedCmdlet['parameters'] = {},
  required: readonly string[] = [],
): AllowedCmdlet {
  return { change: false, parameters: { ...DC, ...parameters }, required };
}

function change(
  parameters: AllowedCmdlet['parameters'],
  required: readonly string[],
): AllowedCmdlet {
  return {
    change: true,
    parameters: { ...DC, ...parameters },
    required: [...required, 'DomainController'],
  };
}

/** Reads one object. Without an identity these cmdlets answer with all objects, so it is required. */
const READ_ONE = read({ Identity: 'identity' }, ['Identity']);
/** Without `-Confirm:$false` a removal asks a question that nobody can answer. */
const REMOVE = change({ Identity: 'identity', Confirm: 'switch' }, ['Identity', 'Confirm']);

/** The table. */
export const ALLOWED_CMDLETS: Readonly<Record<string, AllowedCmdlet>> = {
  'Get-ExchangeServer': read(),
  // This cmdlet names domain controllers itself; its -DomainController belongs to another parameter set.
  'Get-DomainController': { change: false, parameters: {}, required: [] },
  'Get-AcceptedDomain': read(),
  'Get-AuthConfig': read(),
  'Get-AuthServer': read(),
  'Get-IntraOrganizationConnector': read(),
  'Get-WebServicesVirtualDirectory': read({ ADPropertiesOnly: 'switch' }),
  'Get-ExchangeCertificate': read({ Server: 'identity', Thumbprint: 'identity' }, ['Server']),
  'Get-PartnerApplication': read(),
  'Get-MailUser': READ_ONE,
  'Get-Recipient': READ_ONE,
  'Get-User': READ_ONE,
  'Get-ManagementRole': READ_ONE,
  'Get-ManagementRoleEntry': READ_ONE,
  'Get-ManagementRoleAssignment': read(
    { RoleAssignee: 'identity', AssignmentMethod: 'text', Delegating: 'boolean' },
    ['RoleAssignee', 'AssignmentMethod', 'Delegating'],
  ),
  'New-MailUser': change({ Name: 'identity', ExternalEmailAddress: 'identity' }, [
    'Name',
    'ExternalEmailAddress',
  ]),
  'Set-MailUser': change({ Identity: 'identity', HiddenFromAddressListsEnabled: 'boolean' }, [
    'Identity',
    'HiddenFromAddressListsEnabled',
  ]),
  'Remove-MailUser': REMOVE,
  'New-ManagementRole': change({ Name: 'identity', Parent: 'identity' }, ['Name', 'Parent']),
  'Remove-ManagementRole': REMOVE,
  'Add-ManagementRoleEntry': change({ Identity: 'identity' }, ['Identity']),
  'Remove-ManagementRoleEntry': REMOVE,
  'New-ManagementRoleAssignment': change({ Role: 'identity', User: 'identity' }, ['Role', 'User']),
  'Remove-ManagementRoleAssignment': REMOVE,
  'New-PartnerApplication': change(
    {
      Name: 'identity',
      ApplicationIdentifier: 'identity',
      Enabled: 'boolean',
      LinkedAccount: 'identity',
    },
    ['Name', 'ApplicationIdentifier'],
  ),
  'Set-PartnerApplication': change(
    {
      Identity: 'identity',
      Enabled: 'boolean',
      LinkedAccount: 'link',
      RefreshAuthMetadata: 'switch',
    },
    ['Identity'],
  ),
  'Remove-PartnerApplication': REMOVE,
  ...OAUTH_CMDLETS,
  ...ROLLOVER_CMDLETS,
  ...SERVICE_POINT_CMDLETS,
};

/** Names that mean one thing on whichever target; those of Exchange Online are the same as the servers'. */
const EVERYWHERE: Readonly<Record<string, AllowedCmdlet>> = {
  ...ALLOWED_CMDLETS,
  ...SKYPE_CMDLETS,
  ...LOCAL_OPERATIONS,
};

const TABLES: Readonly<Partial<Record<TargetId, Readonly<Record<string, AllowedCmdlet>>>>> = {
  online: ONLINE_CMDLETS,
  skype: SKYPE_CMDLETS,
  local: LOCAL_OPERATIONS,
};

/** How a parameter is bound; undefined when the table does not know it. */
export function parameterKind(cmdlet: string, parameter: string): ParameterKind | undefined {
  const allowed = Object.hasOwn(EVERYWHERE, cmdlet) ? EVERYWHERE[cmdlet] : undefined;
  return allowed !== undefined && Object.hasOwn(allowed.parameters, parameter)
    ? allowed.parameters[parameter]
    : undefined;
}

/** True for a cmdlet that changes something. Unknown cmdlets count as changes: nobody may repeat them. */
export function isChange(name: string): boolean {
  return Object.hasOwn(EVERYWHERE, name) ? (EVERYWHERE[name]?.change ?? true) : true;
}

/** True for a test that writes something on its way: a change to send, an answer to read. */
export function isWritingTest(name: string): boolean {
  return name === 'Test-CsExStorageConnectivity';
}

/** True when this value has to reach the cmdlet as `$null`: an empty link or list. */
export function isSentAsNull(cmdlet: string, parameter: string, value: ParameterValue): boolean {
  const kind = parameterKind(cmdlet, parameter);
  return kind === 'list' ? isEmptyList(value) : value === '' && kind === 'link';
}

function isEmptyList(value: ParameterValue): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Refuses every cmdlet, parameter and value that the table does not allow: HX-BUG. */
export function assertAllowed(command: Cmdlet, target: TargetId = 'exchange'): void {
  const table = TABLES[target] ?? ALLOWED_CMDLETS;
  const allowed = Object.hasOwn(table, command.name) ? table[command.name] : undefined;
  if (allowed === undefined) throw refused(`${command.name} is not in the list of cmdlets`);
  for (const [name, value] of Object.entries(command.parameters)) {
    const kind = Object.hasOwn(allowed.parameters, name) ? allowed.parameters[name] : undefined;
    if (kind === undefined)
      throw refused(`${command.name} has no parameter ${name} in the list of cmdlets`);
    const fault = faultOf(kind, value);
    if (fault !== undefined) throw refused(`${command.name} -${name} ${fault}`);
  }
  const missing = allowed.required.find((name) => !Object.hasOwn(command.parameters, name));
  if (missing !== undefined) throw refused(`${command.name} needs ${missing}`);
}

/** What speaks against a value; undefined for nothing. A reference is checked again once it is resolved. */
function faultOf(kind: ParameterKind, value: ParameterValue): string | undefined {
  if (kind === 'boolean' || kind === 'switch')
    return typeof value === 'boolean' ? undefined : 'takes only true or false';
  if (isFromAction(value)) return undefined;
  if (kind === 'list' || kind === 'texts') {
    const isList = typeof value === 'object' && value.every((item) => item.trim() !== '');
    return isList ? undefined : 'takes only a list of texts';
  }
  if (typeof value !== 'string') return 'takes only a text';
  if (kind === 'link' || value.trim() !== '') return undefined;
  return 'is empty';
}

function refused(detail: string): CodedError {
  return new CodedError(appError('HX-BUG', {}, detail));
}
