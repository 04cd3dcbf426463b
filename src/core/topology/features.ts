/**
 * The feature table of article 003 ("Plan to integrate Skype for Business and Exchange", 23 March 2021), cell by cell.
 * A test compares it with the article's own table.
 */
import { TOPOLOGY_COLUMNS } from '../../shared/topology';
import type {
  TopologyCell,
  TopologyColumnId,
  TopologyNoteId,
  TrustWay,
} from '../../shared/topology';

/** A row: id, the five cells, its footnotes, and in which columns it needs what to be finished. */
export interface FeatureRow {
  readonly id: string;
  readonly cells: Readonly<Record<TopologyColumnId, TopologyCell>>;
  readonly notes: readonly TopologyNoteId[];
  readonly needs: Readonly<Partial<Record<TopologyColumnId, TrustWay>>>;
}

/** Features of which article 002 says that they need server-to-server authentication, and what searches them. */
const WITH_SERVERS = { A: 'sfb-server-exchange', B: 'sfb-server-tenant' } as const;
/** Features that the online services reach in a mailbox on premises (article 001 and its successor of 2025). */
const WITH_TENANT = { D: 'tenant-exchange' } as const;

/** `Y` supported, `y` supported with Exchange 2013 or later only, `N` not supported; columns A to E. */
function row(
  id: string,
  cells: string,
  more: Partial<Pick<FeatureRow, 'notes' | 'needs'>> = {},
): FeatureRow {
  const cell = (index: number): TopologyCell => ({
    supported: cells[index]?.toUpperCase() === 'Y',
    newer: cells[index] === 'y',
  });
  return {
    id,
    cells: { A: cell(0), B: cell(1), C: cell(2), D: cell(3), E: cell(4) },
    notes: more.notes ?? [],
    needs: more.needs ?? {},
  };
}

/** The seventeen rows, in the article's order. */
export const FEATURE_ROWS: readonly FeatureRow[] = [
  row('outlook-presence', 'YYYYY'),
  row('outlook-reply', 'YYYYY'),
  row('outlook-meetings', 'YYYYY'),
  row('owa-presence', 'YYNNY'),
  row('owa-reply', 'YYNNY'),
  row('owa-meetings', 'YYNNY'),
  row('mobile-presence', 'YYYYY'),
  row('mobile-meetings', 'YYYYY'),
  row('calendar-status', 'YYYYY'),
  row('unified-contacts', 'yYNNY', { notes: ['newer'], needs: WITH_SERVERS }),
  row('photos', 'yYNYY', { notes: ['newer', 'clients'], needs: WITH_TENANT }),
  row('meeting-delegation', 'YYYYY', { needs: WITH_TENANT }),
  row('missed-conversations', 'YYYYY', { needs: WITH_TENANT }),
  row('archiving', 'yYNNY', { notes: ['newer'], needs: WITH_SERVERS }),
  row('archive-search', 'yYNNY', { notes: ['newer'], needs: WITH_SERVERS }),
  row('voice-mail', 'YYNNN', { notes: ['voice-mail'] }),
  row('conversation-history', 'YYNYY', { needs: WITH_TENANT }),
];

/** Skype for Business Online ended on this day, and with it the columns that name it (article 003). */
const SKYPE_ONLINE_END = '2021-07-31';

/** Day on which the service of each column ended; null: it goes on. */
export const COLUMN_END: Readonly<Record<TopologyColumnId, string | null>> = {
  A: null,
  B: null,
  C: SKYPE_ONLINE_END,
  D: SKYPE_ONLINE_END,
  E: SKYPE_ONLINE_END,
};

/** Columns in which the users of a description are, in the table's order. */
export function inTableOrder(columns: ReadonlySet<TopologyColumnId>): readonly TopologyColumnId[] {
  return TOPOLOGY_COLUMNS.filter((id) => columns.has(id));
}
