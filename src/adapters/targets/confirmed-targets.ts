/** A customer's targets behind the gate of hosts: nothing is sent before a person agreed to where it goes. */
import type { HttpSend } from '../tenant';
import type { CustomerTargets } from './index';
import type { Premises, Web } from '../../core/web';
import type { Shell } from '../../core/ports';
import type { HostGate } from './host-gate';

/** The targets, each call of which passes the gate first. Exchange Online and Graph are Microsoft's own hosts. */
export function confirmedTargets(
  targets: CustomerTargets,
  gate: Pick<HostGate, 'admit'>,
): CustomerTargets {
  const { web, premises } = targets;
  return {
    ...targets,
    shell: confirmedShell(targets.shell, gate),
    local: confirmedShell(targets.local, gate),
    skype: (computer) => confirmedShell(targets.skype(computer), gate),
    ...(web === undefined ? {} : { web: confirmedWeb(web, gate) }),
    ...(premises === undefined ? {} : { premises: confirmedPremises(premises, gate) }),
  };
}

/** The client behind the gate where it reaches a host that the customer's file names. */
export function confirmedHttp(
  send: HttpSend,
  hosts: readonly string[],
  named: readonly string[],
  gate: Pick<HostGate, 'admit'>,
): HttpSend {
  if (!hosts.some((host) => named.includes(host.toLowerCase()))) return send;
  return async (request) => {
    const refused = await gate.admit(request.signal);
    if (refused === undefined) return send(request);
    return { kind: 'no-answer', reason: 'refused-host', sent: false, detail: refused.code };
  };
}

function confirmedShell(shell: Shell, gate: Pick<HostGate, 'admit'>): Shell {
  const rights = shell.rights?.bind(shell);
  return {
    get description() {
      return shell.description;
    },
    get parallelReads() {
      return shell.parallelReads ?? 1;
    },
    invoke: async (command, options) => {
      const error = await gate.admit(options.signal);
      return error === undefined ? shell.invoke(command, options) : { kind: 'not-sent', error };
    },
    ...(rights === undefined
      ? {}
      : {
          rights: async (options) => {
            const error = await gate.admit(options.signal);
            return error === undefined ? rights(options) : { kind: 'not-sent', error };
          },
        }),
  };
}

function confirmedWeb(web: Web, gate: Pick<HostGate, 'admit'>): Web {
  return {
    look: async (request, options) => {
      const refused = await gate.admit(options.signal);
      return refused === undefined
        ? web.look(request, options)
        : { kind: 'no-answer', reason: 'connect', detail: refused.code };
    },
  };
}

function confirmedPremises(premises: Premises, gate: Pick<HostGate, 'admit'>): Premises {
  return {
    ...confirmedWeb(premises, gate),
    names: async (host, options) =>
      (await gate.admit(options.signal)) === undefined ? premises.names(host, options) : null,
  };
}
