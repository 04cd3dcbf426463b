/** The shell of Skype for Business Server: from a request to an answer in the plain remoting shape. */
import type { LabRights, LabShellAnswer, LabShellRequest } from '../../shared/lab';
import { bind } from '../exchange/binding';
import { CmdletError, commandNotFound, promptRefused } from '../exchange/errors';
import { fold } from '../exchange/names';
import type { CmdletRule } from '../exchange/parameter-rules';
import type { LiveWorld } from '../live-world';
import type { Command, DROPPED } from '../shell-call';
import { answerCall, findCommand } from '../shell-call';
import { SKYPE_HANDLERS } from './cmdlets';
import type { SkypeHandler } from './cmdlets/handler';
import { frontEnds } from './issuer';
import { SKYPE_CMDLETS } from './parameters';
import { SkypeSession } from './session';

/** Runs a cmdlet. Its errors are part of the answer. */
export function runSkype(
  world: LiveWorld,
  request: LabShellRequest,
): Promise<LabShellAnswer | typeof DROPPED> {
  const command = findCommand(SKYPE_CMDLETS, SKYPE_HANDLERS, request.command);
  return answerCall(world, { side: 'skype', request, command }, () =>
    runCommand(world, command, request),
  );
}

/** Opens the session, binds, asks, and runs. Throws a CmdletError. */
function runCommand(
  world: LiveWorld,
  command: Command<SkypeHandler> | undefined,
  request: LabShellRequest,
): LabShellAnswer {
  const { skype } = world.state;
  const computer = skype === null ? undefined : computerNamed(frontEnds(skype), request.computer);
  if (skype === null || computer === undefined) throw noSession(request.computer);
  if (command === undefined) throw commandNotFound(request.command);
  const { name, rule, handler } = command;
  const parameters = bind(name, rule, request.parameters);
  const isTrial = parameters.flag('WhatIf') === true;
  if (rule.change && asks(rule, parameters.flag('Confirm'), parameters.flag('Force')) && !isTrial)
    throw promptRefused(name);
  if (isTrial) return { items: [], warnings: [] };
  const session = new SkypeSession(world.state, skype, name, computer);
  return { items: handler(session, parameters), warnings: session.warnings };
}

/** That -Force answers the question too is what the pages say of it. */
function asks(rule: CmdletRule, confirm: boolean | undefined, force: boolean | undefined): boolean {
  if (rule.confirms !== true) return confirm === true;
  return confirm !== false && force !== true;
}

/** The front end of a name or FQDN; the first where none is named. */
function computerNamed(all: readonly string[], typed: string | undefined): string | undefined {
  if (typed === undefined) return all[0];
  const wanted = fold(typed);
  return all.find((fqdn) => fold(fqdn) === wanted || fold(fqdn).startsWith(`${wanted}.`));
}

/** No such computer. The first sentence is WinRM's, from general knowledge. */
function noSession(computer: string | undefined): CmdletError {
  return new CmdletError({
    message:
      'The WinRM client cannot process the request because the server name cannot be resolved. ' +
      `[practice text] There is no front end ${computer ?? 'in this organisation'}.`,
    fullyQualifiedErrorId: 'ComputerNotFound,PSSessionOpenFailed',
    category: 'OpenError: (:) [], PSRemotingTransportException',
    exceptionType: 'System.Management.Automation.Remoting.PSRemotingTransportException',
  });
}

/** The cmdlets of the session with their parameters; none where there is no pool. */
export function skypeRights(world: LiveWorld): LabRights {
  const names = world.state.skype === null ? [] : Object.keys(SKYPE_HANDLERS);
  return {
    commands: Object.fromEntries(
      names.map((name) => [name, Object.keys(SKYPE_CMDLETS[name]?.parameters ?? {})]),
    ),
  };
}
