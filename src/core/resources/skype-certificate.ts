/**
 * B1: the certificate that Skype for Business Server signs its tokens with. Rules: article 003 and the page on
 * server-to-server certificates: the default SIP domain as subject, every further one as alternative name, the same
 * certificate on all front ends, a key of at least 2048 bits.
 */
import type { Action, Finding } from '../model/action';
import type { Comparison } from '../model/plan';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import type { IssuerCertificate } from '../reads/skype';
import { TOKEN_ISSUER, issuerCertificate, sipDomains, staleReplicas } from '../reads/skype';
import { effectiveTime } from '../scenarios/inputs';
import type { PlanContext, Resource } from './context';
import { compare, compared, look, planned, stateOf, valueOf } from './context';
import {
  chosenPool,
  documentAt,
  documentReads,
  frontEndsOf,
  issuersOf,
  notRead,
  poolAddresses,
  topologyReads,
} from './skype-state';

const SELF = { id: 'skype-issuer', step: 'sfb-certificate' } as const;
const KEY_BITS = 2048;
const DAY = 86_400_000;
/** Days before its end from which it is told. */
const SOON_DAYS = 60;

/** Id of the action that assigns the named certificate. */
export const ASSIGN_ACTION = 'skype-issuer.assign';

/** What is wrong with a certificate; the texts of HX-ISSUER select them. */
type Flaw = 'missing' | 'differ' | 'subject' | 'names' | 'key' | 'ended' | 'soon';

/** The certificate as all that know the store's last change have it. */
interface Issuer {
  readonly certificate: IssuerCertificate | null;
  /** Front ends that have another, or none. */
  readonly differing: readonly string[];
  /** False where even those that have the last change do not agree. */
  readonly agreed: boolean;
}

function issuerOf(context: PlanContext): Issuer | undefined {
  const all = issuersOf(context).flatMap(({ computer, looked }) =>
    looked.status === 'read' ? [{ computer, ...looked.value }] : [],
  );
  if (all.length === 0) return undefined;
  const stale = valueOf(look(context, staleReplicas)) ?? [];
  const current = all.filter((item) => !stale.includes(item.computer));
  const [first] = current.length === 0 ? all : current;
  const wanted = first?.current?.thumbprint ?? '';
  const others = (items: typeof all): typeof all =>
    items.filter((item) => (item.current?.thumbprint ?? '') !== wanted);
  return {
    certificate: first?.current ?? null,
    differing: others(all).map((item) => item.computer),
    agreed: others(current).length === 0,
  };
}

/** Actions after which the token issuer is as wanted; what rests on its keys waits for them. */
export function issuerActions(context: PlanContext): readonly string[] {
  return plannedActions(context).map((action) => action.id);
}

/** True where the pool has, or gets here, a certificate to sign tokens with. */
export function canSign(context: PlanContext): boolean {
  if (isNamed(context)) return true;
  const found = issuerOf(context);
  return (
    found !== undefined &&
    found.certificate !== null &&
    Date.parse(found.certificate.notAfter) > context.now.getTime()
  );
}

/** True where a person named a certificate that is not in use yet. */
function isNamed(context: PlanContext): boolean {
  const named = context.inputs.issuerThumbprint.toUpperCase();
  return named !== '' && issuerOf(context)?.certificate?.thumbprint !== named;
}

function reads(context: PlanContext) {
  return [
    ...topologyReads(),
    readRequest(staleReplicas),
    ...frontEndsOf(context).map((computer) => readRequest(issuerCertificate, { computer })),
    ...documentReads(poolAddresses(context)),
  ];
}

/** The token issuer's certificate. */
export const skypeIssuerResource: Resource = {
  ...SELF,
  reads,
  plan: (context) => {
    const title = message('core.resource.skype-issuer');
    const issuers = issuersOf(context);
    const found = issuerOf(context);
    const unread = issuers.map((item) => item.looked);
    const findings = notRead(unread, SELF.step, SELF.id).slice(0, 1);
    if (found === undefined) {
      const rows = [compare(TOKEN_ISSUER, '40 hex', undefined)];
      return { resource: planned(SELF, title, 'unknown', rows), actions: [], findings };
    }
    const actions = plannedActions(context);
    const rows = rowsOf(context, found);
    const flaws = flawsOf(context, found);
    const byHand =
      actions.length === 0 && flaws.some((flaw) => flaw !== 'soon')
        ? [message('core.by-hand.skype-issuer', { domains: wantedNames(context).join(', ') })]
        : [];
    return {
      resource: planned(SELF, title, byHand.length > 0 ? 'by-hand' : stateOf(rows), rows, {
        byHand,
      }),
      actions,
      findings: [...findings, ...flaws.map((flaw) => flawFinding(context, flaw, found))],
    };
  },
};

/** The default SIP domain first. */
function wantedNames(context: PlanContext): readonly string[] {
  return (valueOf(look(context, sipDomains)) ?? []).map((item) => item.Name.toLowerCase());
}

function rowsOf(context: PlanContext, { certificate }: Issuer): Comparison[] {
  const [subject = '', ...others] = wantedNames(context);
  const thumbprint = wantedThumbprint(context, certificate);
  const sameOnAll = issuersOf(context).map(({ computer, looked }) =>
    compare(
      `Thumbprint (${computer})`,
      thumbprint,
      looked.status === 'read' ? (looked.value.current?.thumbprint ?? '-') : undefined,
    ),
  );
  if (certificate === null) return sameOnAll;
  const { alternativeNames } = certificate;
  const bits = keyBits(context, certificate.thumbprint);
  const missing = others.filter((name) => !alternativeNames.includes(name));
  return [
    ...sameOnAll,
    compare('Subject', subject, commonName(certificate)),
    compared(
      'AlternativeNames',
      others.length === 0 ? '-' : others.join(', '),
      alternativeNames.join(', '),
      missing.length === 0,
    ),
    compared(
      'NotAfter',
      `> ${context.now.toISOString().slice(0, 10)}`,
      certificate.notAfter,
      Date.parse(certificate.notAfter) > context.now.getTime(),
    ),
    ...(bits === undefined
      ? []
      : [compared('KeySize', `>= ${KEY_BITS}`, String(bits), bits >= KEY_BITS)]),
  ];
}

function wantedThumbprint(context: PlanContext, certificate: IssuerCertificate | null): string {
  const named = context.inputs.issuerThumbprint.toUpperCase();
  return named === '' ? (certificate?.thumbprint ?? '40 hex') : named;
}

/** The common name of a subject, in small letters. */
function commonName({ subject }: IssuerCertificate): string {
  return /(?:^|,\s*)CN=([^,]+)/i.exec(subject)?.[1]?.trim().toLowerCase() ?? subject;
}

/** The length of a key is in no cmdlet's answer; the pool's own metadata document shows the certificate itself. */
function keyBits(context: PlanContext, thumbprint: string): number | undefined {
  const found = documentAt(context, poolAddresses(context))?.document;
  const keys = found?.kind === 'document' ? found.keys : [];
  return keys.find((key) => key.thumbprint === thumbprint)?.keyBits;
}

function flawsOf(context: PlanContext, found: Issuer): readonly Flaw[] {
  const { certificate, differing } = found;
  if (certificate === null) return ['missing'];
  const [subject = '', ...others] = wantedNames(context);
  const end = Date.parse(certificate.notAfter);
  const now = context.now.getTime();
  const bits = keyBits(context, certificate.thumbprint) ?? KEY_BITS;
  const checks: readonly (readonly [Flaw, boolean])[] = [
    ['differ', differing.length > 0],
    ['subject', commonName(certificate) !== subject],
    ['names', others.some((name) => !certificate.alternativeNames.includes(name))],
    ['key', bits < KEY_BITS],
    ['ended', end <= now],
    ['soon', end > now && end - now < SOON_DAYS * DAY],
  ];
  return checks.flatMap(([flaw, is]) => (is ? [flaw] : []));
}

function flawFinding(context: PlanContext, flaw: Flaw, found: Issuer): Finding {
  const names = wantedNames(context);
  const { certificate, differing } = found;
  return {
    code: 'HX-ISSUER',
    args: {
      flaw,
      servers: differing.join(', '),
      domains: names.join(', '),
      date: certificate?.notAfter.slice(0, 10) ?? '-',
    },
    severity: flaw === 'missing' || flaw === 'ended' ? 'blocking' : 'warning',
    step: SELF.step,
    resource: SELF.id,
  };
}

function plannedActions(context: PlanContext): readonly Action[] {
  const found = issuerOf(context);
  if (found === undefined) return [];
  if (isNamed(context)) return assign(context, found);
  const wanted = found.certificate?.thumbprint;
  // What the store holds is right only where those that have its last change agree.
  return wanted === undefined || !found.agreed
    ? []
    : found.differing.map((computer) => replicate(context, computer, wanted, []));
}

/** Assigns the named certificate once; replication takes it to the other front ends, and is asked to hurry. */
function assign(context: PlanContext, { certificate }: Issuer): readonly Action[] {
  const [computer = '', ...others] = chosenPool(context)?.computers ?? [];
  const thumbprint = context.inputs.issuerThumbprint.toUpperCase();
  const before = certificate?.thumbprint ?? '';
  const effective = effectiveTime(context.inputs.issuerEffectiveDate);
  const isStaged =
    before !== '' && effective !== undefined && effective.getTime() > context.now.getTime();
  const way = isStaged ? 'roll' : 'assign';
  const read = readRequest(issuerCertificate, { computer });
  const set = (value: string, date?: string): Action['operation'] => ({
    kind: 'cmdlet',
    command: {
      name: 'Set-CsCertificate',
      parameters: {
        Identity: 'global',
        Type: TOKEN_ISSUER,
        Thumbprint: value,
        // -Roll needs a date: without one the cmdlet refuses it.
        ...(date === undefined ? {} : { EffectiveDate: date, Roll: true }),
        Confirm: false,
      },
    },
  });
  const action: Action = {
    id: ASSIGN_ACTION,
    step: SELF.step,
    resource: SELF.id,
    target: 'skype',
    kind: before === '' ? 'add' : 'change',
    operation: isStaged ? set(thumbprint, effective.toISOString()) : set(thumbprint),
    reason: message(`core.reason.skype-issuer-${way}`, {
      thumbprint,
      date: isStaged ? effective.toISOString().slice(0, 16) : '',
    }),
    article: 'article-003',
    tags: [],
    dependsOn: [],
    differences: [
      { property: TOKEN_ISSUER, before: before === '' ? '-' : before, after: thumbprint },
    ],
    read,
    before: { current: before },
    after: isStaged ? { next: thumbprint } : { current: thumbprint },
    undo: isStaged
      ? { kind: 'none', reason: message('core.undo.skype-issuer-staged') }
      : {
          kind: 'operation',
          operation: before === '' ? unassign() : set(before),
          read,
          before: { current: thumbprint },
          after: { current: before },
        },
  };
  if (isStaged) return [action];
  return [
    action,
    ...others.map((other) => replicate(context, other, thumbprint, [ASSIGN_ACTION], ASSIGN_ACTION)),
  ];
}

function unassign(): Action['operation'] {
  return {
    kind: 'cmdlet',
    command: {
      name: 'Remove-CsCertificate',
      parameters: { Identity: 'global', Type: TOKEN_ISSUER, Confirm: false },
    },
  };
}

/** Asks the Central Management Store to bring one front end up to date: certificate and setting travel with it. */
function replicate(
  context: PlanContext,
  computer: string,
  thumbprint: string,
  dependsOn: readonly string[],
  coveredBy?: string,
): Action {
  const looked = look(context, issuerCertificate, { computer });
  const before = valueOf(looked)?.current?.thumbprint ?? '';
  return {
    id: `skype-issuer.replicate.${computer}`,
    step: SELF.step,
    resource: SELF.id,
    target: 'skype',
    kind: 'change',
    operation: {
      kind: 'cmdlet',
      command: {
        name: 'Invoke-CsManagementStoreReplication',
        parameters: { ReplicaFqdn: computer },
      },
    },
    reason: message('core.reason.skype-replicate', { server: computer }),
    article: 'article-003',
    tags: [],
    dependsOn,
    differences: [
      {
        property: `Thumbprint (${computer})`,
        before: before === '' ? '-' : before,
        after: thumbprint,
      },
    ],
    read: readRequest(issuerCertificate, { computer }),
    // After an assignment replication may be faster than we are.
    before: dependsOn.length > 0 ? {} : { current: before },
    after: { current: thumbprint },
    undo:
      coveredBy === undefined
        ? { kind: 'none', reason: message('core.undo.skype-replicate'), holds: false }
        : { kind: 'covered', by: coveredBy },
  };
}
