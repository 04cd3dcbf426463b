/** Export of the public part of the current and next auth certificate. Sources: article 001 step 4; Get-AuthConfig, Get-ExchangeCertificate pages. */
import type { Action, Finding } from '../model/action';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import { certificateFile } from '../reads/tenant';
import type { AuthCertificate } from './auth-certificates';
import { authCertificates, certificateFileName, certificateReads } from './auth-certificates';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, look, planned, stateOf, valueOf } from './context';

const STEP = 'export-certificate' as const;

/** Id of the action that exports a certificate of this role. */
export function exportActionId(role: 'current' | 'next'): string {
  return `certificate.${role}.export`;
}

/** Ids of the export actions that a plan from this context holds. */
export function plannedExports(context: PlanContext): readonly string[] {
  return (['current', 'next'] as const).flatMap((role) =>
    certificateExportResource(role)
      .plan(context)
      .actions.map((action) => action.id),
  );
}

/** The resource of one exported certificate. */
export function certificateExportResource(role: 'current' | 'next'): Resource {
  const self = { id: `certificate-file:${role}`, step: STEP };
  return {
    ...self,
    reads: (context) => {
      const found = authCertificates(context)?.find((item) => item.role === role);
      const requests = certificateReads(context);
      if (found !== undefined)
        requests.push(
          readRequest(certificateFile, { file: certificateFileName(found.thumbprint) }),
        );
      return requests;
    },
    plan: (context) => planExport(context, role, self),
  };
}

function planExport(
  context: PlanContext,
  role: 'current' | 'next',
  self: { readonly id: string; readonly step: typeof STEP },
): ResourcePlan {
  const all = authCertificates(context);
  const found = all?.find((item) => item.role === role);
  const title = message(`core.resource.certificate-${role}`, {
    thumbprint: found?.thumbprint ?? '',
  });
  if (found === undefined) {
    const state = all !== undefined && role === 'next' ? 'not-needed' : 'unknown';
    const rows = state === 'unknown' ? [compare('Thumbprint', '', undefined)] : [];
    return { resource: planned(self, title, state, rows), actions: [], findings: [] };
  }
  const [server] = found.servers;
  if (found.certificate === undefined || server === undefined) {
    const byHand = [message('core.by-hand.certificate-missing', { thumbprint: found.thumbprint })];
    return {
      resource: planned(self, title, 'by-hand', [compare('Thumbprint', found.thumbprint, '-')], {
        byHand,
      }),
      actions: [],
      findings: missing(found, self.id),
    };
  }
  const file = certificateFileName(found.thumbprint);
  const stored = valueOf(look(context, certificateFile, { file }));
  const there = typeof stored === 'object' ? stored?.thumbprint : undefined;
  const rows = [
    compare('Thumbprint', found.thumbprint, stored === undefined ? undefined : (there ?? '-')),
  ];
  const actions =
    rows[0]?.verdict === 'differs' ? [exportAction(found, server, stored !== null, self.id)] : [];
  return {
    resource: planned(self, title, stored === null ? 'absent' : stateOf(rows), rows),
    actions,
    findings: missing(found, self.id),
  };
}

function missing(found: AuthCertificate, resource: string): Finding[] {
  return found.missingOn.map((server) => ({
    code: 'HX-CERT',
    args: { server, thumbprint: found.thumbprint },
    severity: found.servers.length === 0 ? 'blocking' : 'warning',
    step: STEP,
    resource,
  }));
}

function exportAction(
  found: AuthCertificate,
  server: string,
  replaces: boolean,
  resource: string,
): Action {
  const file = certificateFileName(found.thumbprint);
  const read = readRequest(certificateFile, { file });
  return {
    id: exportActionId(found.role),
    step: STEP,
    resource,
    target: 'exchange',
    kind: replaces ? 'change' : 'add',
    operation: {
      kind: 'export-certificate',
      command: {
        name: 'Get-ExchangeCertificate',
        parameters: { Server: server, Thumbprint: found.thumbprint },
      },
      file,
      thumbprint: found.thumbprint,
    },
    reason: message(`core.reason.export-${found.role}`, { file }),
    article: 'article-001-step-4',
    departs: message('core.departs.equal-thumbprint'),
    tags: [],
    dependsOn: [],
    differences: [{ property: file, before: replaces ? '?' : '-', after: found.thumbprint }],
    read,
    before: replaces ? { found: true } : { found: false },
    after: { found: true, thumbprint: found.thumbprint },
    undo: {
      kind: 'operation',
      operation: { kind: 'remove-file', file },
      read,
      before: { found: true, thumbprint: found.thumbprint },
      after: { found: false },
    },
  };
}
