/** The shell of Exchange Online: opens a session for whoever brings the right token, and runs a cmdlet in it. */
import type { LabShellAnswer, LabShellRequest } from '../../shared/lab';
import { bind } from '../exchange/binding';
import { CmdletError, commandNotFound, promptRefused } from '../exchange/errors';
import type { LiveWorld } from '../live-world';
import { GLOBAL_ADMINISTRATOR } from '../tenant/accounts';
import { EXCHANGE_ONLINE } from '../tenant/resources';
import type { AccessClaims } from '../tenant/tokens';
import type { WorldCall } from '../world';
import { ONLINE_HANDLERS } from './cmdlets';
import { ONLINE_CMDLETS } from './parameters';
import { OnlineSession } from './session';
import type { OnlineCaller } from './session';

/** Claims of a token that the lab's authority issued for a resource and that is valid now. */
export type TokenReader = (token: string, audience: string) => AccessClaims | undefined;

/** Runs a cmdlet. Its errors are part of the answer. */
export async function runOnline(
  world: LiveWorld,
  readToken: TokenReader,
  request: LabShellRequest,
): Promise<LabShellAnswer> {
  const name = nameOf(request.command);
  const call: WorldCall = {
    side: 'online',
    call: name ?? request.command,
    change: name === undefined ? false : (ONLINE_CMDLETS[name]?.change ?? false),
    arguments: request.parameters,
    requestId: request.requestId,
  };
  const run = (): LabShellAnswer => {
    const caller = callerOf(world, readToken, request.accessToken);
    return runCommand(world, caller, name, request);
  };
  try {
    return await (call.change ? world.change(call, run) : world.read(call, run));
  } catch (error) {
    if (error instanceof CmdletError) return { items: [], warnings: [], error: error.record };
    throw error;
  }
}

function nameOf(typed: string): string | undefined {
  return Object.keys(ONLINE_CMDLETS).find((known) => known.toLowerCase() === typed.toLowerCase());
}

/** Who brings the token. Only tokens for Exchange Online and of this tenant open a session. */
function callerOf(
  world: LiveWorld,
  readToken: TokenReader,
  token: string | undefined,
): OnlineCaller {
  const claims = token === undefined ? undefined : readToken(token, EXCHANGE_ONLINE);
  const { tenant } = world.state;
  const user = tenant.users.find((item) => item.id === claims?.oid);
  if (claims === undefined || claims.tid !== tenant.id || user === undefined) throw unauthorised();
  if (!user.roleTemplateIds.includes(GLOBAL_ADMINISTRATOR)) throw noRoles(user.userPrincipalName);
  return { userPrincipalName: user.userPrincipalName, tokenEnds: claims.exp * 1000 };
}

/** The module's one word for a token that the service does not take (general knowledge; no published transcript). */
function unauthorised(): CmdletError {
  return new CmdletError({
    message: 'UnAuthorized',
    fullyQualifiedErrorId: 'UnAuthorized',
    category: 'OperationStopped: (:) [], UnauthorizedAccessException',
    exceptionType: 'System.UnauthorizedAccessException',
  });
}

function noRoles(user: string): CmdletError {
  return new CmdletError({
    message: `[FailureCategory=AuthZ-CmdletAccessDeniedException] The user "${user}" isn't assigned to any management roles.`,
    fullyQualifiedErrorId: 'PSSessionOpenFailed',
    category: 'OpenError: (:) [], PSRemotingTransportException',
    exceptionType: 'System.Management.Automation.Remoting.PSRemotingTransportException',
  });
}

function runCommand(
  world: LiveWorld,
  caller: OnlineCaller,
  name: string | undefined,
  request: LabShellRequest,
): LabShellAnswer {
  const rule = name === undefined ? undefined : ONLINE_CMDLETS[name];
  const handler = name === undefined ? undefined : ONLINE_HANDLERS[name];
  if (name === undefined || rule === undefined || handler === undefined)
    throw commandNotFound(request.command);
  const parameters = bind(name, rule, request.parameters);
  const confirm = parameters.flag('Confirm');
  const isTrial = parameters.flag('WhatIf') === true;
  const asks = rule.confirms === true ? confirm !== false : confirm === true;
  if (rule.change && asks && !isTrial) throw promptRefused(name);
  if (isTrial) return { items: [], warnings: [] };
  const session = new OnlineSession(world.state, name, world.sequence, caller);
  return { items: handler(session, parameters), warnings: session.warnings };
}
