/** The start states. */
import type { LabStart } from '../../shared/lab';
import { APPLICATIONS } from '../../shared/applications';
import type { KeyCredentialState } from '../tenant/state';
import type { WorldState } from '../world';
import { addApplicationAccount } from './accounts';
import { EPOCH, ORGANISATION, OrganisationBuilder } from './builder';
import { foreignCertificates } from './certificates';
import { WIZARD_PARTS, cloudApplication, layGround } from './organisation';
import type { Ground, WizardPart } from './organisation';
import { addRecorded } from './recorded';
import { assignToAccount } from './roles';
import { buildTenant, keyOf, tenantIdOf } from './tenant';

const CLASSIC_ACCOUNT = 'SfBOnline-ApplicationAccount';

/** How far the Hybrid Configuration Wizard came in each state. */
const WIZARD: Readonly<Record<LabStart, readonly WizardPart[]>> = {
  empty: WIZARD_PARTS,
  half: WIZARD_PARTS,
  articles: WIZARD_PARTS,
  recorded: WIZARD_PARTS,
  'no-oauth': [],
  'hcw-auth-servers': WIZARD_PARTS.slice(0, 1),
  'hcw-partner-application': WIZARD_PARTS.slice(0, 2),
  'hcw-principal-names': WIZARD_PARTS.slice(0, 3),
  'hcw-connectors': WIZARD_PARTS,
};

/** Builds the world of a seed and start state. The same arguments give the same world, to the byte. */
export function startWorld(seed: number, start: LabStart, servers = 2): WorldState {
  const builder = new OrganisationBuilder(seed, tenantIdOf(seed), servers);
  const parts = WIZARD[start];
  const ground = layGround(builder, parts, start !== 'recorded');
  const keys = addSpecific(builder, start, ground);
  const { domain, coexistenceDomain } = ORGANISATION;
  return {
    format: 1,
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
    }),
  };
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
