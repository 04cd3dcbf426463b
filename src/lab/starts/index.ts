/** The start states. */
import type { LabStart } from '../../shared/lab';
import { APPLICATIONS } from '../../shared/applications';
import type { KeyCredentialState } from '../tenant/state';
import type { WorldState } from '../world';
import { addApplicationAccount } from './accounts';
import { EPOCH, ORGANISATION, OrganisationBuilder } from './builder';
import { foreignCertificates } from './certificates';
import { buildOnline } from './online';
import { cloudApplication, layGround } from './organisation';
import type { Ground } from './organisation';
import { WHOLE_WIZARD } from './wizard';
import type { WizardPart } from './wizard';
import { addRecorded } from './recorded';
import { assignToAccount } from './roles';
import { buildDns, buildSkype, issuerCertificate } from './skype';
import { buildTenant, keyOf, tenantIdOf } from './tenant';

const CLASSIC_ACCOUNT = 'SfBOnline-ApplicationAccount';

const AUTH_SERVERS: readonly WizardPart[] = ['hybrid-configuration', 'auth-servers'];
const PARTNER: readonly WizardPart[] = [...AUTH_SERVERS, 'partner-application'];

/** How far the Hybrid Configuration Wizard, or another way to the same objects, came in each state. */
const WIZARD: Readonly<Record<LabStart, readonly WizardPart[]>> = {
  empty: WHOLE_WIZARD,
  half: WHOLE_WIZARD,
  articles: WHOLE_WIZARD,
  recorded: WHOLE_WIZARD,
  'no-oauth': [],
  'hcw-hybrid-configuration': ['hybrid-configuration'],
  'hcw-auth-servers': AUTH_SERVERS,
  'hcw-partner-application': PARTNER,
  'hcw-certificate': [...PARTNER, 'certificate'],
  'hcw-principal-names': [...PARTNER, 'principal-names'],
  'hcw-connectors': WHOLE_WIZARD,
  'hcw-dedicated-application': [...WHOLE_WIZARD, 'dedicated-application'],
  'articles-oauth': [...WHOLE_WIZARD, 'certificate'],
  'oauth-complete': [...WHOLE_WIZARD, 'dedicated-application', 'override'],
  'sfb-empty': [],
  'sfb-half': [],
  'sfb-lync-2013': [],
  'sfb-done': [],
  'sfb-cross-premises': WHOLE_WIZARD,
};

/** Builds the world of a seed and start state. The same arguments give the same world, to the byte. */
export function startWorld(seed: number, start: LabStart, servers = 2, frontEnds = 2): WorldState {
  const builder = new OrganisationBuilder(seed, tenantIdOf(seed), servers);
  const parts = WIZARD[start];
  const naming = start === 'articles-oauth' ? 'articles' : 'wizard';
  const ground = layGround(builder, parts, start !== 'recorded', naming);
  const keys = addSpecific(builder, start, ground);
  const skype = buildSkype(builder, start, ground, frontEnds);
  const { domain, coexistenceDomain } = ORGANISATION;
  return {
    format: 3,
    seed,
    start,
    now: EPOCH,
    faults: [],
    counters: {},
    pendingEdits: [],
    organisation: builder.state,
    tenant: buildTenant(seed, {
      principalNames: parts.includes('principal-names'),
      domains: parts.length > 0 ? [domain, coexistenceDomain] : [domain],
      keys,
      sharedKeys: parts.includes('certificate') ? authKeys(seed, ground) : [],
      dedicated: parts.includes('dedicated-application') ? authKeys(seed, ground) : undefined,
    }),
    online: buildOnline(seed, parts, naming),
    skype,
    dns: buildDns(builder, skype),
  };
}

/** Keys of the auth certificates, as the wizard puts them into the tenant: the current one and the next. */
function authKeys(seed: number, { certificates }: Ground): KeyCredentialState[] {
  const { current, next } = certificates;
  return [current, ...(next === undefined ? [] : [next])].map((certificate) =>
    keyOf(seed, certificate, null),
  );
}

/** Adds what only this state has; returns the keys on 00000004. */
function addSpecific(
  builder: OrganisationBuilder,
  start: LabStart,
  ground: Ground,
): KeyCredentialState[] {
  switch (start) {
    case 'half':
      return addHalf(builder, ground);
    case 'articles':
      return addArticles(builder, ground);
    case 'recorded':
      addRecorded(builder);
      return [];
    case 'sfb-cross-premises':
      return [keyOf(builder.seed, issuerCertificate(builder.seed), 'SfB OAuthTokenIssuer')];
    default:
      return [];
  }
}

/** Somebody began and stopped: account visible, one role, application under another name, keys of others. */
function addHalf(builder: OrganisationBuilder, { roles }: Ground): KeyCredentialState[] {
  const guid = addApplicationAccount(builder, CLASSIC_ACCOUNT, false);
  assignToAccount(builder, roles, { guid, name: CLASSIC_ACCOUNT }, ['UserApplication']);
  const application = cloudApplication('LyncOnline', APPLICATIONS.skypeForBusinessOnline, {
    enabled: false,
  });
  builder.add('partnerApplication', 'LyncOnline', application, 90);
  const { expired, valid } = foreignCertificates(builder.seed);
  return [
    keyOf(builder.seed, expired, 'old OAuth certificate'),
    keyOf(builder.seed, valid, 'SfB OAuthTokenIssuer'),
  ];
}

/** Article 001 followed to its end, nothing of its successor. */
function addArticles(
  builder: OrganisationBuilder,
  { roles, certificates }: Ground,
): KeyCredentialState[] {
  const guid = addApplicationAccount(builder, CLASSIC_ACCOUNT, true);
  assignToAccount(builder, roles, { guid, name: CLASSIC_ACCOUNT }, [
    'UserApplication',
    'ArchiveApplication',
  ]);
  const application = cloudApplication('SfBOnline', APPLICATIONS.skypeForBusinessOnline, {
    linkedAccount: guid,
  });
  builder.add('partnerApplication', 'SfBOnline', application, 90);
  return [keyOf(builder.seed, certificates.current, null)];
}
