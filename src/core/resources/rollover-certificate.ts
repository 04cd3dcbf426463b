/** Health, making and staging of the auth certificate. Sources: the cmdlet pages; New-ExchangeAuthCertificate of CSS-Exchange. */
import type { Action, Finding } from '../model/action';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import { authCertificateCount, authRollover } from '../reads/rollover';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, compared, look, pinned, planned, stateOf, valueOf } from './context';
import { pinnedRequest } from './oauth-common';
import { authCertificateResource } from './prepare';
import type { Rollover } from './rollover-state';
import { LEAST_BITS, asStaged, notKnown, rolloverOf, rolloverReads } from './rollover-state';
import { openUsers, usersReady } from './rollover-users';

/** Health on every server, as the other scenarios see it; read from the pinned domain controller. */
export const rolloverHealth: Resource = {
  ...authCertificateResource,
  reads: rolloverReads,
  plan: (context) => {
    const rollover = rolloverOf(context);
    if (rollover === undefined) return authCertificateResource.plan(context);
    const { config } = rollover;
    const now = config.next === '' ? undefined : { thumbprint: config.next };
    return authCertificateResource.plan(asStaged(context, { ...rollover, target: now }));
  },
};

const KEY = { id: 'auth-certificate-key', step: 'prepare' } as const;

/** What the health of the other scenarios does not look at: the length of the key, and what is referred to. */
export const rolloverKeyResource: Resource = {
  ...KEY,
  reads: rolloverReads,
  plan: (context) => {
    const title = message('core.resource.auth-certificate-key');
    const rollover = rolloverOf(context);
    if (rollover === undefined) return notKnown(KEY, title, context);
    const { current, config, decision } = rollover;
    const bits = current?.keyBits ?? 0;
    const rows = [
      compared('KeySize (current)', `>= ${String(LEAST_BITS)}`, String(bits), bits >= LEAST_BITS),
    ];
    const findings: Finding[] = [];
    if (current !== undefined && bits < LEAST_BITS)
      findings.push({
        code: 'HX-CERTSHORT',
        args: { thumbprint: config.current, bits },
        severity: 'warning',
        step: KEY.step,
        resource: KEY.id,
      });
    if (decision.kind === 'bad-date')
      findings.push({
        code: 'HX-ROLLDATE',
        args: { value: context.inputs.effectiveDate, end: current?.notAfter ?? '' },
        severity: 'blocking',
        step: 'stage-certificate',
        resource: 'auth-certificate-next',
      });
    // A short key is replaced by the steps that follow; nothing is to be done here.
    const state = stateOf(rows) === 'differs' ? 'absent' : stateOf(rows);
    return { resource: planned(KEY, title, state, rows), actions: [], findings };
  },
};

function dash(text: string): string {
  return text === '' ? '-' : text;
}

const CREATE = { id: 'auth-certificate-new', step: 'create-certificate' } as const;

/** Makes a certificate. What follows needs its thumbprint, so it stands in the next plan. */
export const rolloverCreateResource: Resource = {
  ...CREATE,
  reads: (context) => {
    const server = rolloverOf(context)?.server;
    return [
      ...rolloverReads(context),
      ...(server === undefined ? [] : [readRequest(authCertificateCount, { server })]),
    ];
  },
  plan: (context) => {
    const title = message('core.resource.auth-certificate-new');
    const rollover = rolloverOf(context);
    if (rollover === undefined) return notKnown(CREATE, title, context);
    const { decision, server, target } = rollover;
    if (decision.kind !== 'create') {
      const found = target?.thumbprint ?? '';
      const rows = found === '' ? [] : [compare('Thumbprint', found, found)];
      return keep(CREATE, title, found !== '', rows);
    }
    const count = valueOf(look(context, authCertificateCount, { server }));
    if (count === undefined) return notKnown(CREATE, title, context);
    return {
      resource: planned(CREATE, title, 'absent', [compare('Thumbprint', '?', '-')], {
        cannotPreview: [message('core.cannot-preview.rollover-next-plan')],
      }),
      actions: [createAction(context, server, count)],
      findings: [],
    };
  },
};

function keep(
  self: { readonly id: string; readonly step: Action['step'] },
  title: ReturnType<typeof message>,
  isThere: boolean,
  rows: Parameters<typeof planned>[3],
): ResourcePlan {
  return {
    resource: planned(self, title, isThere ? 'present' : 'not-needed', rows),
    actions: [],
    findings: [],
  };
}

/**
 * `-Services None` departs from Microsoft's script, which makes the certificate the one of the server's mail transport
 * for a moment and puts the old one back: here mail flow is not touched, and no question is asked. Without `-Force` a
 * server that asks nevertheless refuses, and nothing was changed.
 */
function createAction(context: PlanContext, server: string, count: number): Action {
  return {
    id: 'auth-certificate.create',
    step: CREATE.step,
    resource: CREATE.id,
    target: 'exchange',
    kind: 'add',
    operation: pinned(context, 'New-ExchangeCertificate', {
      Server: server,
      KeySize: '2048',
      PrivateKeyExportable: true,
      SubjectName: 'cn=Microsoft Exchange Server Auth Certificate',
      FriendlyName: 'Microsoft Exchange Server Auth Certificate',
      DomainName: [],
      Services: 'None',
    }),
    reason: message('core.reason.rollover-create', { server }),
    article: 'new-exchange-certificate',
    departs: message('core.departs.rollover-services'),
    tags: ['adds-credential'],
    dependsOn: [],
    differences: [{ property: 'Get-ExchangeCertificate', before: '-', after: server }],
    read: readRequest(authCertificateCount, { server }),
    before: { count },
    after: { count: count + 1 },
    undo: { kind: 'none', reason: message('core.undo.rollover-create', { server }) },
  };
}

const STAGE = { id: 'auth-certificate-next', step: 'stage-certificate' } as const;
/** Id of the action that stages. */
export const STAGE_ACTION = 'auth-certificate.stage';

/** Stages the next certificate, once every user of the current one knows it. */
export const rolloverStageResource: Resource = {
  ...STAGE,
  reads: rolloverReads,
  plan: (context) => {
    const title = message('core.resource.auth-certificate-next');
    const rollover = rolloverOf(context);
    if (rollover === undefined) return notKnown(STAGE, title, context);
    const { decision, config, target } = rollover;
    if (decision.kind === 'bad-date')
      return { resource: planned(STAGE, title, 'by-hand', []), actions: [], findings: [] };
    if (decision.kind !== 'stage' || target === undefined) {
      const date = dash(config.effective);
      const rows =
        config.next === ''
          ? []
          : [
              compare('NextCertificateThumbprint', config.next, config.next),
              compare('NextCertificateEffectiveDate', date, date),
            ];
      const plan = keep(STAGE, title, config.next !== '', rows);
      return { ...plan, findings: unknownToUsers(context, rollover) };
    }
    const rows = [
      compare('NextCertificateThumbprint', target.thumbprint, dash(config.next)),
      compare('NextCertificateEffectiveDate', decision.at, dash(config.effective)),
    ];
    const ready = usersReady(context);
    // Where the current certificate cannot be used, nothing gets worse by using the next one at once.
    if (!decision.emergency && ready.open.length > 0) {
      const byHand = [openUsers(ready)];
      const resource = planned(STAGE, title, 'by-hand', rows, { byHand });
      return { resource, actions: [], findings: [] };
    }
    return {
      resource: planned(STAGE, title, 'differs', rows),
      actions: [
        stageAction(context, rollover, {
          at: decision.at,
          dependsOn: decision.emergency ? [] : ready.actions,
        }),
      ],
      findings: [],
    };
  },
};

/** Staged already, and not yet known to everybody: it becomes the current one on its date all the same. */
function unknownToUsers(context: PlanContext, { config, decision }: Rollover): Finding[] {
  if (decision.kind !== 'wait') return [];
  const ready = usersReady(context);
  const count = ready.actions.length + ready.open.length;
  if (count === 0) return [];
  return [
    {
      code: 'HX-ROLLUPLOAD',
      args: { date: decision.until, count, thumbprint: config.next },
      severity: 'warning',
      step: 'upload-certificate',
      resource: STAGE.id,
    },
  ];
}

function stageAction(
  context: PlanContext,
  { config, target }: Rollover,
  how: { readonly at: string; readonly dependsOn: readonly string[] },
): Action {
  const thumbprint = target?.thumbprint ?? '';
  return {
    id: STAGE_ACTION,
    step: STAGE.step,
    resource: STAGE.id,
    target: 'exchange',
    kind: 'change',
    operation: pinned(context, 'Set-AuthConfig', {
      NewCertificateThumbprint: thumbprint,
      NewCertificateEffectiveDate: how.at,
      Force: true,
    }),
    reason: message('core.reason.rollover-stage', { date: how.at }),
    article: 'set-auth-config',
    tags: ['cannot-undo'],
    dependsOn: how.dependsOn,
    differences: [
      { property: 'NextCertificateThumbprint', before: dash(config.next), after: thumbprint },
      {
        property: 'NextCertificateEffectiveDate',
        before: dash(config.effective),
        after: how.at,
      },
    ],
    read: pinnedRequest(context, authRollover),
    before: { current: config.current, next: config.next, effective: config.effective },
    after: { current: config.current, next: thumbprint, effective: how.at },
    undo: { kind: 'none', reason: message('core.undo.rollover-stage') },
  };
}
