/** Where the users of a description stand: their columns, and what has to be done in each. */
import type {
  Extent,
  Place,
  TopologyColumnId,
  TopologyDescription,
  TopologyWay,
  TrustWay,
} from '../../shared/topology';
import { SOURCES } from '../diagnosis/sources';
import type { SourceId } from '../diagnosis/sources';
import type { FeatureRow } from './features';
import { inTableOrder } from './features';

const isOnPremises = (place: Place): boolean => place !== 'online';
const isOnline = (place: Place): boolean => place !== 'on-premises';

/** True where some Exchange on premises is older than 2013: it cannot take part in OAuth. */
export function hasOldExchange({ exchange }: TopologyDescription): boolean {
  return exchange.includes('2010');
}

/** True where some Exchange on premises is 2013 or later, or nothing is known about it. */
export function hasNewerExchange({ exchange }: TopologyDescription): boolean {
  return exchange.length === 0 || exchange.some((version) => version !== '2010');
}

/** The own columns: one for each combination of mailbox place and user place that occurs. At least one. */
export function ownColumns(described: TopologyDescription): readonly TopologyColumnId[] {
  const { mailboxes, users } = described;
  const found = new Set<TopologyColumnId>();
  if (isOnPremises(mailboxes) && isOnPremises(users)) found.add('A');
  if (isOnline(mailboxes) && isOnPremises(users)) found.add('B');
  if (isOnPremises(mailboxes) && isOnline(users)) {
    if (hasOldExchange(described)) found.add('C');
    if (hasNewerExchange(described)) found.add('D');
  }
  if (isOnline(mailboxes) && isOnline(users)) found.add('E');
  return inTableOrder(found);
}

const WAY_SOURCES: Readonly<Record<TopologyWay['id'], readonly SourceId[]>> = {
  'tenant-exchange': ['article-001', 'teams-2025'],
  'sfb-server-exchange': ['article-000', 'article-002', 'article-003'],
  'sfb-server-tenant': ['skype-hybrid'],
  upgrade: ['article-002'],
  nothing: ['article-002'],
};

/** True where no server on one side of column A can take part in server-to-server authentication (article 002). */
function isTooOld(described: TopologyDescription): boolean {
  const { skype } = described;
  const oldPool = skype.length > 0 && skype.every((version) => version === 'lync-2010');
  return oldPool || !hasNewerExchange(described);
}

function wayOf(column: TopologyColumnId, described: TopologyDescription): TopologyWay['id'] {
  switch (column) {
    case 'A':
      return isTooOld(described) ? 'upgrade' : 'sfb-server-exchange';
    case 'B':
      return 'sfb-server-tenant';
    case 'C':
      return 'upgrade';
    case 'D':
      return 'tenant-exchange';
    case 'E':
      return 'nothing';
  }
}

/** What is to be done, each way once with the columns it is for. */
export function waysOf(described: TopologyDescription): readonly TopologyWay[] {
  const columnsOf = new Map<TopologyWay['id'], TopologyColumnId[]>();
  for (const column of ownColumns(described)) {
    const id = wayOf(column, described);
    columnsOf.set(id, [...(columnsOf.get(id) ?? []), column]);
  }
  return [...columnsOf].map(([id, columns]) => ({
    id,
    columns,
    sources: WAY_SOURCES[id].map((source) => SOURCES[source]),
  }));
}

/** What has to be finished for a feature in the own columns. */
export function needsOf(row: FeatureRow, described: TopologyDescription): readonly TrustWay[] {
  const needed = ownColumns(described)
    .filter((column) => row.cells[column].supported)
    .flatMap((column) => row.needs[column] ?? []);
  return [...new Set(needed)];
}

/** How many of the described users have a feature, once these ways are finished. */
export function extentOf(
  row: FeatureRow,
  described: TopologyDescription,
  finished: readonly TrustWay[],
): Extent {
  return together(
    ownColumns(described).map((column) => extentIn(column, row, described, finished)),
  );
}

/** Own columns in which a feature is not there now, or for fewer, and is once these ways are finished. */
export function turnsOnIn(
  row: FeatureRow,
  described: TopologyDescription,
  finished: readonly TrustWay[],
): readonly TopologyColumnId[] {
  return ownColumns(described).filter(
    (column) =>
      extentIn(column, row, described, described.finished) !==
      extentIn(column, row, described, finished),
  );
}

function extentIn(
  column: TopologyColumnId,
  row: FeatureRow,
  described: TopologyDescription,
  finished: readonly TrustWay[],
): Extent {
  const need = row.needs[column];
  const cell = row.cells[column];
  if (!cell.supported) return 'none';
  if (need !== undefined && !finished.includes(need)) return 'none';
  // What no server can take part in is never finished.
  if (need !== undefined && wayOf(column, described) === 'upgrade') return 'none';
  return cell.newer ? newerExtent(described) : 'all';
}

/** A feature of newer servers: mailboxes on Exchange 2010 are left out. */
function newerExtent(described: TopologyDescription): Extent {
  if (!hasOldExchange(described)) return 'all';
  return hasNewerExchange(described) ? 'some' : 'none';
}

function together(extents: readonly Extent[]): Extent {
  const [first = 'none'] = extents;
  return extents.every((extent) => extent === first) ? first : 'some';
}
