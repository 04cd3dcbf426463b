/** The Exchange shell: from a request to an answer in the plain remoting shape. */
import type { LabRights, LabShellAnswer, LabShellRequest } from '../../shared/lab';
import type { LiveWorld } from '../live-world';
import type { Command, DROPPED } from '../shell-call';
import { answerCall, findCommand } from '../shell-call';
import { bind } from './binding';
import { HANDLERS } from './cmdlets';
import type { Handler } from './cmdlets/handler';
import { commandNotFound, promptRefused } from './errors';
import { CMDLETS } from './parameters';
import { sessionServer, Session } from './session';
import { settledDirectory } from '../fault-directory';
import { knowsDedicatedApplication } from './builds';

/** Runs a cmdlet. Its errors are part of the answer. */
export function runShell(
  world: LiveWorld,
  request: LabShellRequest,
): Promise<LabShellAnswer | typeof DROPPED> {
  const command = findCommand(CMDLETS, HANDLERS, request.command);
  return answerCall(world, { side: 'exchange', request, command }, () =>
    runCommand(world, command, request),
  );
}

/** Binds, asks, and runs. Throws a CmdletError. */
function runCommand(
  world: LiveWorld,
  command: Command<Handler> | undefined,
  request: LabShellRequest,
): LabShellAnswer {
  if (command === undefined) throw commandNotFound(request.command);
  const { name, rule, handler } = command;
  if (isHiddenCommand(world, name)) throw commandNotFound(name);
  const parameters = bind(name, rule, request.parameters, hiddenParameters(world, name));
  const session = new Session(world.state, name, world.sequence, parameters);
  const isTrial = parameters.flag('WhatIf') === true;
  const asks =
    rule.confirms === true
      ? parameters.flag('Confirm') !== false
      : parameters.flag('Confirm') === true;
  if (rule.change && asks && !isTrial) throw promptRefused(name);
  if (isTrial) return { items: [], warnings: [] };
  if (rule.remembers === true) world.remember();
  return { items: handler(session, parameters), warnings: session.warnings };
}

/** The cmdlets and parameters that the roles of the session's account grant. Costs no round trip: the session knows. */
export function sessionRights(world: LiveWorld): LabRights {
  const names = Object.keys(HANDLERS).filter((name) => !isHiddenCommand(world, name));
  const parametersOf = (name: string): string[] => {
    const hidden = hiddenParameters(world, name);
    return Object.keys(CMDLETS[name]?.parameters ?? {}).filter(
      (parameter) => !hidden.has(parameter.toLowerCase()),
    );
  };
  return { commands: Object.fromEntries(names.map((name) => [name, parametersOf(name)])) };
}

function isHiddenCommand(world: LiveWorld, name: string): boolean {
  if (/-ClientAccessService$/.test(name)) return isExchange2013(world);
  return world.has('missing-role') && name === 'New-ManagementRoleAssignment';
}

/** Parameters that the session's roles do not grant. */
function hiddenParameters(world: LiveWorld, name: string): ReadonlySet<string> {
  const isHidden = world.has('missing-parameter') && /^(New|Set)-PartnerApplication$/.test(name);
  if (isHidden) return new Set(['linkedaccount']);
  return new Set(name === 'Set-AuthServer' && isOldServer(world) ? ['applicationidentifier'] : []);
}

/** -ApplicationIdentifier came with the update that brought the dedicated application. */
function isOldServer(world: LiveWorld): boolean {
  const build = sessionBuild(world);
  return build !== undefined && !knowsDedicatedApplication(build);
}

/** Exchange 2013 has these cmdlets under the name of ClientAccessServer only. */
function isExchange2013(world: LiveWorld): boolean {
  return sessionBuild(world)?.startsWith('15.0.') === true;
}

function sessionBuild(world: LiveWorld): string | undefined {
  const servers = settledDirectory(world.state).list('server');
  return servers.find((view) => view.data.name === sessionServer(world.state.organisation))?.data
    .build;
}
