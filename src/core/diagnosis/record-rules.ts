/** Answers that the shape of printed objects tells: several of one kind, one that is missing, a value that matters. */
import { APPLICATIONS } from '../../shared/applications';
import type { LocatedTest } from './oauth-test';
import type { PrintedRecord } from './records';
import { isTrue, membersOf, textOf } from './records';

/** What the rules look at. */
interface Shape {
  readonly records: readonly PrintedRecord[];
  readonly tests: readonly LocatedTest[];
  /** True when something else shows that a token was refused or could not be had. */
  readonly tokenTrouble: boolean;
}

/** Lines that show what a rule found; empty where it does not hold. */
type Rule = (shape: Shape) => readonly number[];

/** By the id of the entry in the catalogue. */
export const RECORD_RULES: Readonly<Record<string, Rule>> = {
  'next-certificate-staged': ({ records }) =>
    records
      .filter((record) => /^[0-9A-F]{40}$/i.test(textOf(record, 'NextCertificateThumbprint')))
      .map((record) => lineOf(record, 'NextCertificateThumbprint')),
  'override-off': ({ records }) =>
    records
      .filter(
        (record) =>
          textOf(record, 'SectionName') === 'ExchangeOnpremAsThirdPartyAppId' &&
          membersOf(textOf(record, 'Parameters')).some((item) =>
            /^enabled\s*=\s*false$/i.test(item),
          ),
      )
      .map((record) => lineOf(record, 'Parameters')),
  'auth-server-twice': ({ records }) => {
    const enabled = authServers(records).filter((record) => isTrue(record, 'Enabled'));
    return enabled
      .filter((record) =>
        enabled.some((other) => other !== record && trustOf(other) === trustOf(record)),
      )
      .map((record) => lineOf(record, 'Type'));
  },
  'auth-servers-of-two-tenants': ({ records }) => {
    const servers = authServers(records);
    return new Set(servers.map((record) => textOf(record, 'Realm').toLowerCase())).size > 1
      ? servers.map((record) => lineOf(record, 'Realm'))
      : [];
  },
  'auth-server-absent': ({ records }) => {
    const servers = authServers(records);
    const current = servers.some((record) => textOf(record, 'Type') === 'AzureAD');
    return servers.length > 0 && !current ? servers.map((record) => lineOf(record, 'Type')) : [];
  },
  'legacy-application-alone': ({ records }) => {
    const cloud = records.filter(
      (record) =>
        record.has('ApplicationIdentifier') &&
        isTrue(record, 'Enabled') &&
        isTrue(record, 'UseAuthServer') &&
        textOf(record, 'Realm') === '' &&
        textOf(record, 'AuthMetadataUrl') === '',
    );
    const of = (id: string): readonly PrintedRecord[] =>
      cloud.filter((record) => textOf(record, 'ApplicationIdentifier').toLowerCase() === id);
    const successors = [...of(APPLICATIONS.teamsScheduler), ...of(APPLICATIONS.cloudVoicemail)];
    return successors.length > 0
      ? []
      : of(APPLICATIONS.skypeForBusinessOnline).map((record) =>
          lineOf(record, 'ApplicationIdentifier'),
        );
  },
  'connector-without-fallback': ({ records, tokenTrouble }) =>
    tokenTrouble
      ? records
          .filter(
            (record) =>
              record.has('TargetAddressDomains') &&
              record.has('DiscoveryEndpoint') &&
              isTrue(record, 'Enabled'),
          )
          .map((record) => lineOf(record, 'Enabled'))
      : [],
  'test-passed': ({ tests }) =>
    tests
      .filter(({ test }) => test.result === 'Success' && !isOldPath(test.applicationId))
      .map(({ test }) => test.line),
  'test-passed-old-path': ({ tests }) =>
    tests
      .filter(({ test }) => test.result === 'Success' && isOldPath(test.applicationId))
      .map(({ test }) => test.line),
};

function isOldPath(applicationId: string | null): boolean {
  return applicationId === APPLICATIONS.exchangeOnline;
}

/** Auth servers of a tenant among printed objects: only they have these three, and a GUID as realm. */
function authServers(records: readonly PrintedRecord[]): PrintedRecord[] {
  return records.filter(
    (record) =>
      record.has('TokenIssuingEndpoint') &&
      ['MicrosoftACS', 'AzureAD'].includes(textOf(record, 'Type')) &&
      /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(textOf(record, 'Realm')),
  );
}

/** What an auth server is: type and realm, never its name or address. */
function trustOf(record: PrintedRecord): string {
  return `${textOf(record, 'Type')} ${textOf(record, 'Realm').toLowerCase()}`;
}

function lineOf(record: PrintedRecord, property: string): number {
  return record.get(property)?.line ?? 1;
}
