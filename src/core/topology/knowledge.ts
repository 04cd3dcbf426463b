/** What must be there before, what finishing gives beyond the table, and where the documents disagree; all as data. */
import type { Contradiction, TopologyColumnId, TopologyNeed } from '../../shared/topology';
import { SOURCES } from '../diagnosis/sources';
import type { SourceId } from '../diagnosis/sources';

interface Rule {
  readonly id: string;
  readonly columns: readonly TopologyColumnId[];
  readonly sources: readonly SourceId[];
}

const rule = (
  id: string,
  columns: readonly TopologyColumnId[],
  ...sources: readonly SourceId[]
): Rule => ({ id, columns, sources });

/** In the order in which they are met. */
const NEEDS: readonly Rule[] = [
  rule('servers-run', ['A', 'B'], 'article-003'),
  rule('newer-exchange', ['C'], 'article-002'),
  rule('capable-versions', ['A', 'B', 'D'], 'article-002', 'teams-2025'),
  rule('exchange-certificate', ['A', 'D'], 'article-003', 'oauth-certificate'),
  rule('issuer-certificate', ['A', 'B'], 'article-003'),
  rule('connection-points', ['A'], 'article-003', 'exchange-cmdlets'),
  rule('autodiscover-dns', ['A'], 'article-003'),
  rule('autodiscover-service', ['A'], 'article-003'),
  rule('exchange-shell', ['A'], 'article-000'),
  rule('restart', ['A'], 'article-000'),
  rule('test-user', ['A'], 'article-000'),
  rule('owa-integration', ['B'], 'article-003'),
  rule('hybrid-document', ['B'], 'skype-hybrid'),
  rule('exchange-oauth', ['D'], 'article-001', 'oauth-exchange'),
  rule('verified-domain', ['D'], 'article-001'),
  rule('exchange-rights', ['D'], 'article-001'),
  rule('published', ['D'], 'teams-interaction'),
  rule('calendar-version', ['D'], 'teams-interaction'),
  rule('writeback', ['D'], 'teams-interaction'),
  rule('tenant-admin', ['B', 'D'], 'first-party-403'),
];

/** What the scenario gives to users in these columns and the table does not name. */
const GAINS: readonly Rule[] = [
  rule('mailbox-test', ['A'], 'article-000'),
  rule('teams-calendar', ['D'], 'teams-2025'),
  rule('voicemail-greeting', ['D'], 'teams-2025'),
];

/** One source for each thing said, in the order of the texts. */
const CONTRADICTIONS: readonly Rule[] = [
  rule('archiving', ['D'], 'article-003', 'article-001', 'teams-2025'),
  rule('voice-mail', ['A', 'B'], 'article-003', 'plan-2018', 'voice-mail-end'),
  rule('newer-versions', ['A', 'D'], 'article-003', 'article-001', 'teams-2025'),
  rule('exchange-metadata', ['A'], 'article-000', 'exchange-cmdlets'),
  rule('connection-points', ['A'], 'article-003', 'exchange-cmdlets'),
  rule('realm', ['B'], 'article-002', 'skype-hybrid'),
  rule('online-trust', ['B'], 'article-002', 'supported-topologies'),
];

const concerns = ({ columns }: Rule, own: readonly TopologyColumnId[]): boolean =>
  columns.some((column) => own.includes(column));
const sourced = ({ id, sources }: Rule): TopologyNeed => ({
  id,
  sources: sources.map((source) => SOURCES[source]),
});

/** What must be there before. */
export function needsFor(own: readonly TopologyColumnId[]): readonly TopologyNeed[] {
  return NEEDS.filter((item) => concerns(item, own)).map(sourced);
}

/** What finishing gives beyond the table. */
export function gainsFor(own: readonly TopologyColumnId[]): readonly TopologyNeed[] {
  return GAINS.filter((item) => concerns(item, own)).map(sourced);
}

/** Every contradiction; those that concern the own columns come first. */
export function contradictionsFor(own: readonly TopologyColumnId[]): readonly Contradiction[] {
  const all = CONTRADICTIONS.map((item) => ({
    id: item.id,
    own: concerns(item, own),
    says: item.sources.map((source) => SOURCES[source]),
  }));
  return [...all.filter((item) => item.own), ...all.filter((item) => !item.own)];
}
