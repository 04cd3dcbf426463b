/** Builds a start state: objects that exist everywhere, with ids from the seed. */
import { guidOf } from '../deterministic';
import type {
  CertificateState,
  ObjectData,
  ObjectKind,
  OrganisationState,
} from '../exchange/state';

/** The virtual clock of every world starts here. */
export const EPOCH = Date.UTC(2026, 0, 12, 8, 0, 0);
/** One day in milliseconds. */
export const DAY = 86_400_000;

/** The organisation's fixed names. */
export const ORGANISATION = {
  name: 'Contoso Lab',
  forest: 'contoso.lab',
  domain: 'contoso.com',
  partnerDomain: 'fabrikam.com',
  coexistenceDomain: 'contoso.mail.onmicrosoft.com',
  tenantDomain: 'contoso.onmicrosoft.com',
} as const;

/** Collects the objects of a start state. */
export class OrganisationBuilder {
  readonly state: OrganisationState;
  /** Names of the Exchange servers: EX01, EX02 and so on. */
  readonly servers: readonly string[];

  constructor(
    readonly seed: number,
    readonly tenantId: string,
    servers: number,
  ) {
    this.servers = Array.from(
      { length: servers },
      (_value, index) => `EX${String(index + 1).padStart(2, '0')}`,
    );
    const dc1 = `DC01.${ORGANISATION.forest}`;
    const dc2 = `DC02.${ORGANISATION.forest}`;
    this.state = {
      name: ORGANISATION.name,
      forest: ORGANISATION.forest,
      domainControllers: [dc1, dc2],
      defaultDomainController: dc2,
      certificates: [],
      objects: {
        account: [],
        group: [],
        acceptedDomain: [],
        authConfig: [],
        authServer: [],
        partnerApplication: [],
        connector: [],
        addressSpace: [],
        relationship: [],
        role: [],
        roleAssignment: [],
        settingOverride: [],
        hybridConfiguration: [],
        server: [],
        virtualDirectory: [],
        organisation: [],
      },
      faultObjects: {},
      faultChanges: {},
      overridesLoaded: {},
      iis: this.servers.map((server) => ({ server, running: true, startedAt: EPOCH - 30 * DAY })),
    };
  }

  /** Adds an object that was made `daysAgo`; returns its GUID. `key` tells objects of a kind apart. */
  add<Kind extends ObjectKind>(
    kind: Kind,
    key: string,
    data: ObjectData[Kind],
    daysAgo = 200,
  ): string {
    const guid = guidOf(this.seed, kind, key);
    const at = EPOCH - daysAgo * DAY;
    const objects: OrganisationState['objects'][Kind] = this.state.objects[kind];
    objects.push({
      guid,
      created: at,
      versions: [{ at, dc: this.state.defaultDomainController, arrives: at, data }],
    });
    return guid;
  }

  /** Adds a certificate to the stores of servers. */
  addCertificate(certificate: CertificateState): string {
    this.state.certificates.push(certificate);
    return certificate.thumbprint;
  }
}
