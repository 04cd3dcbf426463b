/**
 * B4: IIS of the Exchange servers starts anew, because a server may go on with what it knew of partner applications. One
 * server after the other, each only when the one before answers again.
 */
import { startTime } from '../../shared/start-time';
import type { Action } from '../model/action';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import { serverHealth } from '../reads/premises';
import type { PlanContext, Resource } from './context';
import { compare, look, planned, valueOf } from './context';
import { servicePointReads, servicePointsOf } from './service-points';
import { skypePartnerActions, skypePartnerResource } from './skype-partner';

const SELF = { id: 'restart-iis', step: 'restart-iis' } as const;

/** Actions that restart IIS in this plan; none where Exchange knows already what it has to know. */
export function restartActions(context: PlanContext): readonly string[] {
  return skypePartnerActions(context).length === 0
    ? []
    : serversOf(context).map((server) => actionId(server));
}

function actionId(server: string): string {
  return `iis.${server}.restart`;
}

function serversOf(context: PlanContext): readonly string[] {
  return servicePointsOf(context)
    .map((item) => item.fqdn)
    .sort();
}

/** The restarts. */
export const restartIisResource: Resource = {
  ...SELF,
  reads: (context) => [
    ...skypePartnerResource.reads(context),
    ...servicePointReads(context),
    ...serversOf(context).map((server) => readRequest(serverHealth, { server })),
  ],
  plan: (context) => {
    const title = message('core.resource.restart-iis');
    const needed = skypePartnerActions(context);
    const servers = serversOf(context);
    const sick = servers.filter(
      (server) => valueOf(look(context, serverHealth, { server })) === false,
    );
    const rows = servers.flatMap((server) => {
      const healthy = valueOf(look(context, serverHealth, { server }));
      return healthy === undefined || healthy === null
        ? []
        : [compare(`healthcheck.htm (${server})`, '200', healthy ? '200' : '-')];
    });
    const findings = sick.map((server) => ({
      code: 'HX-IIS' as const,
      args: { server },
      severity: 'warning' as const,
      step: SELF.step,
      resource: SELF.id,
    }));
    if (needed.length === 0) {
      const state = sick.length > 0 ? 'by-hand' : 'not-needed';
      const byHand = sick.map((server) => message('core.by-hand.iis-down', { server }));
      return { resource: planned(SELF, title, state, rows, { byHand }), actions: [], findings };
    }
    // A server that does not answer now would stop the round half-way: a person looks first.
    if (sick.length > 0) {
      const byHand = servers.map((server) => message('core.by-hand.iis-restart', { server }));
      return { resource: planned(SELF, title, 'by-hand', rows, { byHand }), actions: [], findings };
    }
    return {
      resource: planned(SELF, title, 'differs', rows),
      actions: servers.map((server, index) => {
        const previous = servers[index - 1];
        // The others follow the first one, so it alone waits for the time.
        return previous === undefined
          ? { ...restart(server, needed), ...startOf(context) }
          : restart(server, [actionId(previous)]);
      }),
      findings,
    };
  },
};

function startOf({ inputs }: PlanContext): Pick<Action, 'notBefore'> {
  const time = startTime(inputs.restartAt);
  return time === undefined ? {} : { notBefore: time.toISOString() };
}

function restart(server: string, dependsOn: readonly string[]): Action {
  return {
    id: actionId(server),
    step: SELF.step,
    resource: SELF.id,
    target: 'local',
    kind: 'change',
    operation: {
      kind: 'cmdlet',
      command: { name: 'iisreset', parameters: { ComputerName: server } },
    },
    reason: message('core.reason.restart-iis', { server }),
    article: 'article-000',
    traceless: true,
    tags: ['interrupts-service'],
    dependsOn,
    differences: [{ property: `IIS (${server})`, before: '-', after: 'iisreset' }],
    read: readRequest(serverHealth, { server }),
    before: {},
    after: { healthy: true },
    undo: { kind: 'none', reason: message('core.undo.restart-iis'), holds: false },
  };
}
