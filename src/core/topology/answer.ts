/** From a description to the answer. Pure: the same description gives the same answer. */
import { TOPOLOGY_COLUMNS } from '../../shared/topology';
import type {
  TopologyAnswer,
  TopologyColumnId,
  TopologyDescription,
  TopologyNotice,
} from '../../shared/topology';
import { SOURCES } from '../diagnosis/sources';
import type { SourceId } from '../diagnosis/sources';
import { COLUMN_END, FEATURE_ROWS } from './features';
import { contradictionsFor, gainsFor, needsFor } from './knowledge';
import { checkNames, computedNames } from './names';
import type { CheckedNames } from './names';
import { picturesFor } from './pictures';
import {
  extentOf,
  hasNewerExchange,
  hasOldExchange,
  needsOf,
  ownColumns,
  turnsOnIn,
  waysOf,
} from './place';

/** Last day of support of Exchange 2016 and 2019, Skype for Business Server 2015 and 2019. */
const SUPPORT_END = '2025-10-14';

/** Answers a description. */
export function answerTopology(described: TopologyDescription): TopologyAnswer {
  const own = ownColumns(described);
  const names = checkNames(described);
  const ways = waysOf(described);
  const finished = [
    ...described.finished,
    ...ways.flatMap(({ id }) => (id === 'upgrade' || id === 'nothing' ? [] : [id])),
  ];
  return {
    description: described,
    columns: TOPOLOGY_COLUMNS.map((id) => ({
      id,
      own: own.includes(id),
      ended: COLUMN_END[id],
    })),
    features: FEATURE_ROWS.map((row) => ({
      id: row.id,
      cells: row.cells,
      notes: row.notes,
      now: extentOf(row, described, described.finished),
      after: extentOf(row, described, finished),
      turnsOn: turnsOnIn(row, described, finished),
      needs: needsOf(row, described),
    })),
    table: SOURCES['article-003'],
    ways,
    needs: needsFor(own),
    gains: gainsFor(own),
    names: computedNames(own, names),
    pictures: picturesFor(own),
    notices: noticesFor(described, own, names),
    contradictions: contradictionsFor(own),
  };
}

function notice(
  id: string,
  sources: readonly SourceId[],
  more: Partial<Pick<TopologyNotice, 'args' | 'from'>> = {},
): TopologyNotice {
  return {
    id,
    args: more.args ?? {},
    from: more.from ?? null,
    sources: sources.map((source) => SOURCES[source]),
  };
}

/** What holds for this description, gaps of the description first. */
function noticesFor(
  described: TopologyDescription,
  own: readonly TopologyColumnId[],
  { refused }: CheckedNames,
): readonly TopologyNotice[] {
  const { exchange, skype, mailboxes, users } = described;
  const isIn = (...columns: readonly TopologyColumnId[]): boolean =>
    columns.some((column) => own.includes(column));
  const supported = [...exchange, ...skype].every((version) => version === 'se');
  const rules: readonly (readonly [boolean, TopologyNotice])[] = [
    [
      mailboxes !== 'online' && exchange.length === 0,
      notice('exchange-version-unknown', ['article-003']),
    ],
    [users !== 'online' && skype.length === 0, notice('skype-version-unknown', ['article-002'])],
    [
      hasOldExchange(described) && isIn('A', 'C'),
      notice('old-exchange', ['article-002', 'article-003']),
    ],
    [skype.includes('lync-2010') && isIn('A', 'B'), notice('old-skype', ['article-002'])],
    [
      exchange.some((version) => version === '2019' || version === 'se') && isIn('A', 'D'),
      notice('inferred-version', ['article-003', 'teams-2025']),
    ],
    [
      (exchange.includes('2019') || exchange.includes('se')) && isIn('A'),
      notice('voice-mail-2019', ['skype-2019']),
    ],
    [isIn('B'), notice('voice-mail-online', ['voice-mail-end'])],
    [
      isIn('C', 'D', 'E'),
      notice('skype-online-ended', ['article-003', 'teams-2025'], { from: COLUMN_END.D }),
    ],
    [
      isIn('D') && mailboxes === 'both' && hasNewerExchange(described),
      notice('free-busy', ['dedicated-application']),
    ],
    [!supported, notice('support-ended', ['end-of-support'], { from: SUPPORT_END })],
  ];
  return [
    ...refused.map((value) => notice('not-a-name', [], { args: { value } })),
    ...rules.filter(([holds]) => holds).map(([, item]) => item),
  ];
}
