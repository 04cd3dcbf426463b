/** The certificates of the dedicated hybrid application: what makes the tenant know the servers. */
import type { Action } from '../model/action';
import type { ExpectedFacts } from '../model/facts';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import { applicationKeys } from '../reads/hybrid-application';
import type { PrincipalKey } from '../reads/tenant';
import { keyFact } from '../reads/tenant';
import { authCertificates, certificateReads } from './auth-certificates';
import type { AuthCertificate } from './auth-certificates';
import type { PlanContext } from './context';
import { compare, look, planned, stateOf } from './context';
import type { Planner } from './hybrid-application-part';
import {
  byId,
  coveredOr,
  hybridBase,
  hybridPart,
  hybridTitle,
  madeBy,
} from './hybrid-application-part';
import type { HybridApplication } from './hybrid-application-state';
import { HYBRID_ACTIONS, hybridState } from './hybrid-application-state';
import type { Self } from './oauth-common';
import { finding } from './oauth-common';
import { addedRow, canRewrite, droppedRow, keyListBody, writeTags } from './principal-keys';

/** The current and the next auth certificate on the application; the public part, as everywhere. */
export const hybridKeysPart = hybridPart(
  'keys',
  (context) => {
    const state = hybridState(context);
    const id = state.kind === 'known' ? state.application.found?.id : undefined;
    return [
      ...certificateReads(context),
      ...(id === undefined ? [] : [readRequest(applicationKeys, { id })]),
    ];
  },
  planKeys,
);

function planKeys(
  context: PlanContext,
  application: HybridApplication,
  self: Self,
): ReturnType<Planner> {
  const { found } = application;
  const looked = found === null ? null : look(context, applicationKeys, { id: found.id });
  if (looked !== null && looked.status !== 'read') return [looked];
  const certificates = authCertificates(context);
  if (certificates === undefined) return [];
  const isOver = (end: string): boolean => Date.parse(end) <= context.now.getTime();
  const keys = looked?.value?.keys ?? [];
  const usable = certificates.filter(
    (item) => item.certificate !== undefined && !isOver(item.certificate.notAfter),
  );
  const missing = usable.filter((item) => !keys.some((key) => key.thumbprint === item.thumbprint));
  const rows = usable.map((item) =>
    compare(
      item.role === 'current' ? 'Current certificate' : 'Next certificate',
      item.thumbprint,
      missing.includes(item) ? '-' : item.thumbprint,
    ),
  );
  const state = usable.length === 0 ? 'unknown' : stateOf(rows);
  if (missing.length > 0 && !canRewrite(keys)) {
    const byHand = [message('core.by-hand.null-key', { application: application.name })];
    return {
      resource: planned(self, hybridTitle(self), 'by-hand', rows, { byHand }),
      actions: [],
      findings: [finding(self, 'HX-NULLKEY', { application: application.name })],
    };
  }
  const kept = keys.filter((key) => !isOver(key.endDateTime));
  const actions =
    missing.length === 0 ? [] : [addKeys(application, { all: keys, kept, missing }, self)];
  return { resource: planned(self, hybridTitle(self), state, rows), actions, findings: [] };
}

function addKeys(
  application: HybridApplication,
  list: {
    readonly all: readonly PrincipalKey[];
    readonly kept: readonly PrincipalKey[];
    readonly missing: readonly AuthCertificate[];
  },
  self: Self,
): Action {
  const base = hybridBase(HYBRID_ACTIONS.keys, 'tenant', self);
  const added = list.missing.flatMap((item) => item.certificate ?? []);
  const dropped = list.all.length - list.kept.length;
  const { url, references } = byId(application.id);
  const patch = (keys: readonly string[]): Action['operation'] => ({
    kind: 'graph',
    request: { method: 'PATCH', url, body: keyListBody(keys, list.kept) },
    ...(references === undefined ? {} : { references }),
  });
  const kept = list.kept.map((key) => key.key ?? '');
  const read = readRequest(applicationKeys, { id: application.id });
  const state = (keys: readonly string[]): ExpectedFacts => ({
    found: true,
    keys: [...keys].sort(),
  });
  const facts = [
    ...list.kept.map(keyFact),
    ...added.map((item) => `${item.thumbprint} AsymmetricX509Cert Verify`),
  ];
  return {
    ...base,
    operation: patch([...kept, ...added.map((item) => item.raw)]),
    reason: message('core.reason.hybrid-keys', { count: added.length, dropped }),
    tags: writeTags(dropped),
    dependsOn: madeBy(application),
    differences: [
      ...added.map(addedRow),
      ...list.all.filter((key) => !list.kept.includes(key)).map(droppedRow),
    ],
    read,
    before: state(list.all.map(keyFact)),
    after: state(facts),
    undo: coveredOr(application, {
      kind: 'operation',
      operation: patch(kept),
      read,
      before: state(facts),
      after: state(list.kept.map(keyFact)),
      ...(dropped > 0 ? { note: message('core.undo.expired-stay-away', { count: dropped }) } : {}),
    }),
  };
}
