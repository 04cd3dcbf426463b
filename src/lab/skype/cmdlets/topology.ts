/** The topology as the management shell shows it. Property lists of sites, computers and services are inferred. */
import { fold } from '../../exchange/names';
import { utc } from '../../exchange/rows';
import type { Row } from '../../exchange/session';
import { frontEnds, isUpToDate, replicateNow } from '../issuer';
import type { SkypeSession } from '../session';
import type { PoolState } from '../state';
import type { SkypeHandler } from './handler';

const SITE = 'Site:Contoso';

const VERSIONS = {
  '2019': {
    text: 'Skype for Business Server 2019 (7.0.2046.0): Volume license key installed.',
    product: '7.0.2046.524',
    major: 7,
  },
  'Lync 2013': {
    text: 'Microsoft Lync Server 2013 (5.0.8308.0): Volume license key installed.',
    product: '5.0.8308.1144',
    major: 6,
  },
} as const;

const identityOf = <Item extends { readonly name: string }>(item: Item) => ({
  ...item,
  identity: item.name,
});

/** Get-CsSipDomain. */
export const getCsSipDomain: SkypeHandler = (session, parameters) =>
  session
    .named(session.skype.sipDomains.map(identityOf), parameters.text('Identity'))
    .map(({ name, isDefault }) =>
      session.row({ Identity: name, Name: name, IsDefault: isDefault }),
    );

/** Get-CsSite. */
export const getCsSite: SkypeHandler = (session, parameters) =>
  session.named([{ identity: SITE }], parameters.text('Identity')).map(({ identity }) =>
    session.row({
      Identity: identity,
      SiteId: identity,
      DisplayName: 'Contoso',
      Pools: session.skype.pools.map((pool) => pool.fqdn),
    }),
  );

/** Get-CsPool. */
export const getCsPool: SkypeHandler = (session, parameters) => {
  const site = parameters.text('Site');
  if (site !== undefined && !['contoso', fold(SITE)].includes(fold(site)))
    throw session.refusal('ItemNotFound', `there is no site "${site}".`);
  const pools = session.skype.pools.map((pool) => ({ ...pool, identity: pool.fqdn }));
  return session.named(pools, parameters.text('Identity')).map((pool) =>
    session.row({
      Identity: pool.fqdn,
      Services: servicesOf(pool).map((kind) => `${kind}:${pool.fqdn}`),
      Computers: [...pool.computers],
      Fqdn: pool.fqdn,
      Site: SITE,
    }),
  );
};

/** Get-CsComputer. */
export const getCsComputer: SkypeHandler = (session, parameters) => {
  const pool = parameters.text('Pool');
  const all = session.skype.pools
    .filter((item) => pool === undefined || fold(item.fqdn) === fold(pool))
    .flatMap((item) => item.computers.map((fqdn) => ({ identity: fqdn, pool: item.fqdn })));
  return session
    .named(all, parameters.text('Identity'))
    .map((item) => session.row({ Identity: item.identity, Pool: item.pool, Fqdn: item.identity }));
};

function servicesOf(pool: PoolState): readonly string[] {
  if (pool.kind === 'edge') return ['EdgeServer'];
  return ['Registrar', 'UserServer', 'WebServer', 'ConferencingServer', 'ApplicationServer'];
}

/** Get-CsService. The pool with the management store has the service CentralManagement besides. */
export const getCsService: SkypeHandler = (session, parameters) => {
  const [first] = session.skype.pools;
  const wanted = KINDS.filter((kind) => parameters.flag(kind) === true);
  const poolFqdn = parameters.text('PoolFqdn');
  const all = session.skype.pools
    .filter((pool) => poolFqdn === undefined || fold(pool.fqdn) === fold(poolFqdn))
    .flatMap((pool) =>
      [...servicesOf(pool), ...(pool === first ? ['CentralManagement'] : [])].map((kind) => ({
        identity: `${kind}:${pool.fqdn}`,
        kind,
        pool,
      })),
    )
    .filter(({ kind }) => wanted.length === 0 || wanted.includes(kind));
  return session
    .named(all, parameters.text('Identity'))
    .map(({ kind, pool }) => session.row(serviceRow(session, kind, pool)));
};

const KINDS = ['WebServer', 'Registrar', 'UserServer', 'EdgeServer', 'CentralManagement'];

function serviceRow(session: SkypeSession, kind: string, pool: PoolState): Row {
  const web = {
    InternalFqdn: pool.internalWeb,
    ExternalFqdn: pool.externalWeb,
    PrimaryHttpsPort: 443,
    ExternalHttpsPort: 4443,
    PublishedPrimaryHttpsPort: 443,
    PublishedExternalHttpsPort: 443,
  };
  return {
    Identity: `${kind}:${pool.fqdn}`,
    ServiceId: `1-${kind}-1`,
    SiteId: SITE,
    PoolFqdn: pool.fqdn,
    Version: VERSIONS[session.skype.product].major,
    Role: kind,
    ...(kind === 'WebServer' ? web : {}),
    ...(kind === 'EdgeServer' ? { AccessEdgeExternalFqdn: `sip.${defaultDomain(session)}` } : {}),
  };
}

function defaultDomain(session: SkypeSession): string {
  return session.skype.sipDomains.find((domain) => domain.isDefault)?.name ?? '';
}

/** Get-CsServerVersion answers one text, which comes as `Value`. */
export const getCsServerVersion: SkypeHandler = (session) => [
  session.row({ Value: VERSIONS[session.skype.product].text }),
];

/** Get-CsWindowsService of one computer, the session's own where none is named. */
export const getCsWindowsService: SkypeHandler = (session, parameters) => {
  const computer = parameters.text('ComputerName') ?? session.computer;
  const known = session.skype.pools.flatMap((pool) => pool.computers);
  if (!known.some((fqdn) => fold(fqdn) === fold(computer)))
    throw session.refusal('ComputerNotFound', `there is no computer "${computer}".`);
  const wanted = parameters.text('Name');
  return ['W3SVC', 'REPLICA', 'RTCSRV', 'RTCCLSAGT']
    .filter((name) => wanted === undefined || fold(name) === fold(wanted))
    .map((name) => session.row({ Status: 'Running', Name: name, ActivityLevel: '' }));
};

/** Get-CsManagementStoreReplicationStatus: which computers have the last change. */
export const getCsManagementStoreReplicationStatus: SkypeHandler = (session, parameters) => {
  const { skype, now } = session;
  const wanted = parameters.text('ReplicaFqdn');
  const all = [
    ...frontEnds(skype),
    ...skype.pools.filter((pool) => pool.kind === 'edge').flatMap((pool) => pool.computers),
  ].map((fqdn) => ({ identity: fqdn }));
  return session.named(all, wanted).map(({ identity }) =>
    session.row({
      UpToDate: isUpToDate(skype, identity, now),
      ReplicaFqdn: identity,
      LastStatusReport: utc(now),
      LastUpdateCreation: utc(skype.replication.changed),
      ProductVersion: VERSIONS[skype.product].product,
    }),
  );
};

/** Invoke-CsManagementStoreReplication. It answers nothing, and the lab does not let it wait. */
export const invokeCsManagementStoreReplication: SkypeHandler = (session, parameters) => {
  const typed = parameters.text('ReplicaFqdn');
  const all = frontEnds(session.skype).map((fqdn) => ({ identity: fqdn }));
  const one = typed === undefined ? undefined : session.one(all, typed).identity;
  replicateNow(session.skype, one, session.now);
  return [];
};
