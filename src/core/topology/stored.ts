/** The description in a customer's folder, and what its servers tell where none was saved. */
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import { FIRST_TOPOLOGY, topologySchema } from '../../shared/topology';
import type {
  ExchangeVersion,
  TopologyDescription,
  TopologyStart,
  TrustWay,
} from '../../shared/topology';
import type { CustomerRecord } from '../model/customer';
import type { Observations } from '../model/observation';
import type { Verification } from '../model/proof';
import { serverVersions } from '../notices/notices';
import type { Files } from '../ports';
import { acceptedDomains } from '../reads/organisation';
import { look, valueOf } from '../resources/context';

/** Name of the file below the customer's folder. */
export const TOPOLOGY_FILE = 'topology.json';
/** First build of Exchange Server Subscription Edition, 15.2.2562. */
const SUBSCRIPTION_EDITION = 2_562;

/** The saved description; null where none was saved. Rejects with HX-FILE where it is damaged. */
export async function readTopology(files: Files): Promise<TopologyDescription | null> {
  const bytes = await files.read(TOPOLOGY_FILE);
  if (bytes === undefined) return null;
  return parseTopology(new TextDecoder().decode(bytes), TOPOLOGY_FILE);
}

/** Saves a description. */
export async function writeTopology(files: Files, described: TopologyDescription): Promise<void> {
  const text = `${JSON.stringify(described, null, 2)}\n`;
  await files.write(TOPOLOGY_FILE, new TextEncoder().encode(text));
}

/** Parses a description; `path` names its file in HX-FILE. */
export function parseTopology(text: string, path: string): TopologyDescription {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    throw new CodedError(appError('HX-FILE', { path }, String(thrown)));
  }
  const parsed = v.safeParse(topologySchema, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const detail = `${v.getDotPath(issue) ?? ''}: ${issue.message}`;
  throw new CodedError(appError('HX-FILE', { path }, detail));
}

/** What is known of an open customer. */
export interface KnownCustomer {
  readonly record: Pick<CustomerRecord, 'tenantDomain' | 'inputs' | 'scenario'>;
  readonly observations: Observations | null;
  readonly verification: Verification | null;
}

/** Where a description starts: from what was saved, or else from what is known. */
export function startTopology(
  saved: TopologyDescription | null,
  known: KnownCustomer | null,
): TopologyStart {
  if (saved !== null) return { description: saved, from: 'saved' };
  if (known === null) return { description: FIRST_TOPOLOGY, from: 'empty' };
  const { record, observations, verification } = known;
  const versions = (serverVersions(observations) ?? []).flatMap((text) => versionOf(text) ?? []);
  const domains =
    observations === null ? undefined : valueOf(look({ observations }, acceptedDomains));
  const first = domains?.find((domain) => domain.Default)?.DomainName;
  return {
    description: {
      ...FIRST_TOPOLOGY,
      exchange: [...new Set(versions)].sort(),
      // Who sets up a pool has users on it.
      users: record.scenario === 'sfb-server-exchange' ? 'on-premises' : FIRST_TOPOLOGY.users,
      pool: record.inputs.pool ?? '',
      mailDomain: [record.inputs.verifiedDomain, first].find((name) => (name ?? '') !== '') ?? '',
      tenantDomain: record.tenantDomain,
      finished: finishedBy(verification),
    },
    from: versions.length > 0 ? 'read' : 'empty',
  };
}

/** The product of a version as servers print it, such as `Version 15.2 (Build 1748.10)`. */
export function versionOf(text: string): ExchangeVersion | undefined {
  const [, major, minor, build] = /(\d+)\.(\d+) \(Build (\d+)/.exec(text) ?? [];
  switch (`${major ?? ''}.${minor ?? ''}`) {
    case '15.0':
      return '2013';
    case '15.1':
      return '2016';
    case '15.2':
      return Number(build) < SUBSCRIPTION_EDITION ? '2019' : 'se';
    default:
      return major === '14' ? '2010' : undefined;
  }
}

/** The way that a verification shows finished: everything that can be checked was checked and holds. */
function finishedBy(verification: Verification | null): TrustWay[] {
  const { proofs = [], scenario = 'tenant-exchange' } = verification ?? {};
  const holds =
    proofs.some(({ verdict }) => verdict === 'verified') &&
    proofs.every(({ verdict }) => verdict === 'verified' || verdict === 'by-hand');
  return holds && scenario !== 'certificate-rollover' ? [scenario] : [];
}
