/**
 * The certificate that the pool signs its tokens with, as a key of 00000004: the tenant takes the pool's tokens by it. Its
 * bytes come from the pool's metadata document, and only where their SHA-1 is the thumbprint that the front ends name.
 */
import { APPLICATIONS } from '../../shared/applications';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import { TOKEN_ISSUER, issuerCertificate } from '../reads/skype';
import { servicePrincipal } from '../reads/tenant';
import { unread } from './cloud-trust';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, look, planned, valueOf } from './context';
import type { KeySource, Self, WantedKey } from './principal-keys';
import { planKeys } from './principal-keys';
import {
  documentAt,
  documentFinding,
  documentReads,
  frontEndsOf,
  issuersOf,
  poolAddresses,
  topologyReads,
} from './skype-state';

const applicationId = APPLICATIONS.skypeForBusinessOnline;
const SELF: Self = { id: `service-principal:${applicationId}`, step: 'upload-certificate' };
/** What a shorter key signs is no proof of anybody. */
const KEY_BITS = 2048;

const FROM_POOL: KeySource = {
  reason: 'core.reason.pool-keys',
  article: 'skype-hybrid',
  dependsOn: () => [],
};

/** The pool's certificates on the principal: the one in use, and a staged one before its day. */
export const poolKeysResource: Resource = {
  ...SELF,
  reads: (context) => [
    ...topologyReads(),
    ...frontEndsOf(context).map((computer) => readRequest(issuerCertificate, { computer })),
    ...documentReads(poolAddresses(context)),
    readRequest(servicePrincipal, { applicationId }),
  ],
  plan: planPoolKeys,
};

function planPoolKeys(context: PlanContext): ResourcePlan {
  const title = message('core.resource.key-list', { id: applicationId });
  const issuers = issuersOf(context);
  const all = issuers.flatMap(({ looked }) => (looked.status === 'read' ? [looked.value] : []));
  if (all.length === 0)
    return unread(
      SELF,
      title,
      TOKEN_ISSUER,
      issuers.map((item) => item.looked),
    );
  const current = distinct(all.map((item) => item.current?.thumbprint ?? ''));
  const [thumbprint = ''] = current;
  if (current.length > 1 || thumbprint === '') {
    const rows = [compare(TOKEN_ISSUER, '1', current.join(', '))];
    const byHand = [message('core.by-hand.pool-keys-differ')];
    return {
      resource: planned(SELF, title, 'by-hand', rows, { byHand }),
      actions: [],
      findings: [],
    };
  }
  const next = distinct(all.flatMap((item) => item.next?.thumbprint ?? []));
  const wanted = [
    wantedKey(context, 'current', thumbprint),
    ...next.map((item) => wantedKey(context, 'next', item)),
  ];
  return withLacking(context, wanted, planKeys(context, applicationId, SELF, wanted, FROM_POOL));
}

function distinct(items: readonly string[]): readonly string[] {
  return [...new Set(items)];
}

function wantedKey(context: PlanContext, role: WantedKey['role'], thumbprint: string): WantedKey {
  const document = documentAt(context, poolAddresses(context))?.document;
  const published = document?.kind === 'document' ? document.keys : [];
  const principal = valueOf(look(context, servicePrincipal, { applicationId }));
  const listed = (principal?.keys ?? []).flatMap((key) => key.certificate ?? []);
  const certificate = [...published, ...listed].find(
    (item) => item.thumbprint === thumbprint && item.keyBits >= KEY_BITS,
  );
  return { role, thumbprint, certificate };
}

/** What could not be had, or must not be uploaded, is for a person. */
function withLacking(
  context: PlanContext,
  wanted: readonly WantedKey[],
  result: ResourcePlan,
): ResourcePlan {
  const lacking = wanted.filter((item) => item.certificate === undefined);
  const { resource, findings } = result;
  if (lacking.length === 0 || resource.byHand.length > 0) return result;
  const [address = '-'] = poolAddresses(context);
  const problem = documentFinding(documentAt(context, poolAddresses(context)), SELF.step, SELF.id);
  return {
    ...result,
    resource: {
      ...resource,
      state: 'by-hand',
      comparisons: [
        ...resource.comparisons,
        ...lacking.map((item) => compare(TOKEN_ISSUER, item.thumbprint, '-')),
      ],
      byHand: lacking.map(({ thumbprint }) =>
        message('core.by-hand.pool-key', { thumbprint, address }),
      ),
    },
    findings: problem === undefined ? findings : [...findings, { ...problem, severity: 'warning' }],
  };
}
