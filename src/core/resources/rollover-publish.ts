/** Publishing the next auth certificate, and forgetting the one before. Source: the Set-AuthConfig page; CSS-Exchange. */
import type { Action } from '../model/action';
import type { MessageRef } from '../model/message';
import { message } from '../model/message';
import { authRollover } from '../reads/rollover';
import type { PlanContext, Resource } from './context';
import { compare, pinned, planned } from './context';
import { pinnedRequest, serversOf } from './oauth-common';
import type { Rollover } from './rollover-state';
import { notKnown, rolloverOf, rolloverReads } from './rollover-state';
import { STAGE_ACTION } from './rollover-certificate';
import { openUsers, usersReady } from './rollover-users';

/**
 * What makes a server use the published certificate at once instead of within hours. The restricted endpoint of
 * Exchange cannot restart anything, so a person does it on each server.
 */
const RESTART_COMMANDS =
  'Restart-Service -Name MSExchangeServiceHost; Restart-WebAppPool -Name MSExchangeOWAAppPool; Restart-WebAppPool -Name MSExchangeECPAppPool';

const PUBLISH = { id: 'auth-certificate-publish', step: 'publish-certificate' } as const;
const PUBLISH_ACTION = 'auth-certificate.publish';

/** How this plan publishes; null where it does not. */
function publishing(rollover: Rollover): { emergency: boolean; staged: boolean } | null {
  const { decision } = rollover;
  if (decision.kind === 'publish') return { emergency: decision.emergency, staged: false };
  return decision.kind === 'stage' && decision.publish
    ? { emergency: decision.emergency, staged: true }
    : null;
}

/** Makes the next certificate the current one: on its date, or at once where the current one cannot be used. */
export const rolloverPublishResource: Resource = {
  ...PUBLISH,
  reads: rolloverReads,
  plan: (context) => {
    const title = message('core.resource.auth-certificate-publish');
    const rollover = rolloverOf(context);
    if (rollover === undefined) return notKnown(PUBLISH, title, context);
    const { config, decision, target } = rollover;
    const how = publishing(rollover);
    if (how === null || target === undefined) {
      const rows =
        decision.kind === 'wait'
          ? [compare('NextCertificateEffectiveDate', decision.until, decision.until)]
          : [];
      return { resource: planned(PUBLISH, title, 'not-needed', rows), actions: [], findings: [] };
    }
    const rows = [compare('CurrentCertificateThumbprint', target.thumbprint, config.current)];
    const ready = usersReady(context);
    if (!how.emergency && ready.open.length > 0) {
      const resource = planned(PUBLISH, title, 'by-hand', rows, { byHand: [openUsers(ready)] });
      return { resource, actions: [], findings: [] };
    }
    const dependsOn = [
      ...(how.emergency ? [] : ready.actions),
      ...(how.staged ? [STAGE_ACTION] : []),
    ];
    const byHand = how.emergency ? restarts(context) : [];
    return {
      resource: planned(PUBLISH, title, 'differs', rows, { byHand }),
      actions: [publishAction(context, rollover, { dependsOn, emergency: how.emergency })],
      findings: [],
    };
  },
};

function restarts(context: PlanContext): readonly MessageRef[] {
  return serversOf(context).map((server) =>
    message('core.by-hand.rollover-restart', { server: server.Fqdn, commands: RESTART_COMMANDS }),
  );
}

function publishAction(
  context: PlanContext,
  { config, target }: Rollover,
  how: { readonly dependsOn: readonly string[]; readonly emergency: boolean },
): Action {
  const thumbprint = target?.thumbprint ?? '';
  const reason = how.emergency ? 'rollover-publish-emergency' : 'rollover-publish';
  return {
    id: PUBLISH_ACTION,
    step: PUBLISH.step,
    resource: PUBLISH.id,
    target: 'exchange',
    kind: 'change',
    operation: pinned(context, 'Set-AuthConfig', { PublishCertificate: true, Force: true }),
    reason: message(`core.reason.${reason}`, { thumbprint }),
    article: 'set-auth-config',
    tags: ['interrupts-service', 'cannot-undo'],
    dependsOn: how.dependsOn,
    differences: [
      {
        property: 'CurrentCertificateThumbprint',
        before: config.current === '' ? '-' : config.current,
        after: thumbprint,
      },
    ],
    read: pinnedRequest(context, authRollover),
    before: { current: config.current, next: thumbprint },
    after: { current: thumbprint },
    undo: { kind: 'none', reason: message('core.undo.rollover-publish') },
  };
}

const CLEAR = { id: 'auth-certificate-previous', step: 'clear-certificate' } as const;

/**
 * Forgets the certificate before. After an emergency at once: it cannot be used. Otherwise in a plan of its own, when
 * every server had time to load the new one.
 */
export const rolloverClearResource: Resource = {
  ...CLEAR,
  reads: rolloverReads,
  plan: (context) => {
    const title = message('core.resource.auth-certificate-previous');
    const rollover = rolloverOf(context);
    if (rollover === undefined) return notKnown(CLEAR, title, context);
    const { config } = rollover;
    const how = publishing(rollover);
    const previous = how?.emergency === true ? config.current : config.previous;
    if (previous === '' || (how !== null && !how.emergency)) {
      const rows = [compare('PreviousCertificateThumbprint', '-', '-')];
      const state = previous === '' ? 'present' : 'not-needed';
      return {
        resource: planned(CLEAR, title, state, previous === '' ? rows : []),
        actions: [],
        findings: [],
      };
    }
    const rows = [compare('PreviousCertificateThumbprint', '-', previous)];
    const dependsOn = how === null ? usersReady(context).actions : [PUBLISH_ACTION];
    return {
      resource: planned(CLEAR, title, 'differs', rows),
      actions: [clearAction(context, previous, dependsOn)],
      findings: [],
    };
  },
};

function clearAction(context: PlanContext, previous: string, dependsOn: readonly string[]): Action {
  return {
    id: 'auth-certificate.clear',
    step: CLEAR.step,
    resource: CLEAR.id,
    target: 'exchange',
    kind: 'remove',
    operation: pinned(context, 'Set-AuthConfig', { ClearPreviousCertificate: true, Force: true }),
    reason: message('core.reason.rollover-clear', { thumbprint: previous }),
    article: 'set-auth-config',
    tags: ['cannot-undo'],
    dependsOn,
    differences: [{ property: 'PreviousCertificateThumbprint', before: previous, after: '-' }],
    read: pinnedRequest(context, authRollover),
    before: { previous },
    after: { previous: '' },
    undo: { kind: 'none', reason: message('core.undo.rollover-clear') },
  };
}
