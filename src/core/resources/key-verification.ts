/** Verification of uploaded keys: thumbprint, start, end, type and usage of each. Source: article 001 step 6 (dates must match). */
import { applicationName } from '../../shared/applications';
import { guessOwner, ownersKnown } from '../keys/owner';
import { message } from '../model/message';
import type { Finding } from '../model/action';
import type { Comparison } from '../model/plan';
import { readRequest } from '../reads/definition';
import type { PrincipalKey } from '../reads/tenant';
import { servicePrincipal } from '../reads/tenant';
import type { AuthCertificate } from './auth-certificates';
import { authCertificates, certificateReads } from './auth-certificates';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, compared, look, planned, stateOf } from './context';

const STEP = 'verify-keys' as const;

/** The resource that checks one principal's keys. It never has an action of its own. */
export function keyVerificationResource(applicationId: string): Resource {
  const self = { id: `keys-verified:${applicationId}`, step: STEP };
  return {
    ...self,
    reads: (context) => [
      ...certificateReads(context),
      readRequest(servicePrincipal, { applicationId }),
    ],
    plan: (context) => verifyKeys(context, applicationId, self),
  };
}

function verifyKeys(
  context: PlanContext,
  applicationId: string,
  self: { readonly id: string; readonly step: typeof STEP },
): ResourcePlan {
  const title = message('core.resource.key-verification', {
    application: applicationName(applicationId),
    id: applicationId,
  });
  const looked = look(context, servicePrincipal, { applicationId });
  const certificates = authCertificates(context);
  if (looked.status !== 'read' || certificates === undefined || certificates.length === 0) {
    return {
      resource: planned(self, title, 'unknown', [compare('keyCredentials', '', undefined)]),
      actions: [],
      findings: [],
    };
  }
  const keys = looked.value?.keys ?? [];
  const rows = certificates.flatMap((item) => keyRows(item, keys));
  const state = stateOf(rows);
  return {
    resource: planned(
      self,
      title,
      state === 'differs' && keys.length === 0 ? 'absent' : state,
      rows,
    ),
    actions: [],
    findings: olderKey(context, applicationId, certificates, keys),
  };
}

/** HX-KEY: a key of an older auth certificate of these servers stands where the current one belongs. */
function olderKey(
  context: PlanContext,
  applicationId: string,
  certificates: readonly AuthCertificate[],
  keys: readonly PrincipalKey[],
): readonly Finding[] {
  const current = certificates.find((item) => item.role === 'current')?.certificate;
  if (current === undefined || keys.some((key) => key.thumbprint === current.thumbprint)) return [];
  const known = ownersKnown(context);
  const older = keys.find((key) =>
    ['previous', 'exchange'].includes(guessOwner(key, applicationId, known).owner),
  );
  if (older === undefined) return [];
  const args = {
    application: applicationName(applicationId),
    a: older.thumbprint.slice(-4),
    b: current.thumbprint.slice(-4),
    d1: older.endDateTime.slice(0, 10),
    d2: current.notAfter.slice(0, 10),
  };
  return [{ code: 'HX-KEY', args, severity: 'warning', step: STEP }];
}

/** Rows of one certificate. Dates are compared to the second in UTC. */
function keyRows(item: AuthCertificate, keys: readonly PrincipalKey[]): Comparison[] {
  const label = (property: string): string => `${property} (${item.role})`;
  const matching = keys.filter(
    (key) => key.thumbprint !== '' && key.thumbprint === item.thumbprint,
  );
  const [key] = matching;
  if (key === undefined || item.certificate === undefined) {
    return [
      compare(
        label('thumbprint'),
        item.thumbprint,
        item.certificate === undefined ? undefined : '-',
      ),
    ];
  }
  const seconds = (iso: string): string => new Date(iso).toISOString().replace('.000Z', 'Z');
  return [
    compare(label('thumbprint'), item.thumbprint, key.thumbprint),
    compare(
      label('startDateTime'),
      seconds(item.certificate.notBefore),
      seconds(key.startDateTime),
    ),
    compare(label('endDateTime'), seconds(item.certificate.notAfter), seconds(key.endDateTime)),
    compare(label('type'), 'AsymmetricX509Cert', key.type),
    compare(label('usage'), 'Verify', key.usage),
    compared(label('count'), '1', String(matching.length), matching.length === 1),
  ];
}
