/**
 * What changed around this scenario in the last years, as data: told before anything is planned, because a person who
 * follows an older document would otherwise learn it in the middle of the work. A notice never changes the plan.
 */
import type { Notice, NoticeStatus } from '../../shared/notices';
import type { Observations } from '../model/observation';
import type { Plan, RecipeId } from '../model/plan';
import { readKey, readRequest } from '../reads/definition';
import { exchangeServers } from '../reads/organisation';
import { look, valueOf } from '../resources/context';
import { SOURCES } from '../diagnosis/sources';
import type { SourceId } from '../diagnosis/sources';

/** What decides whether a notice applies. */
export interface NoticeFacts {
  readonly now: Date;
  readonly recipe: RecipeId;
  /** Versions as servers print them, such as `Version 15.2 (Build 1748.10)`; null where no server was read. */
  readonly serverVersions: readonly string[] | null;
}

/** Whom a change concerns. `unknown`: nothing that Crossprem reads tells. */
type Concern = 'yes' | 'no' | 'unknown';

interface NoticeRule {
  readonly id: string;
  /** ISO 8601 day from which it holds; null where no day is known. */
  readonly from: string | null;
  readonly concerns: (facts: NoticeFacts) => Concern;
  readonly sources: readonly SourceId[];
}

/** First build of Exchange Server Subscription Edition, 15.2.2562. */
const SUBSCRIPTION_EDITION = 2_562;

const everyone = (): Concern => 'yes';
const unknown = (): Concern => 'unknown';
const recipes =
  (...ids: readonly RecipeId[]) =>
  ({ recipe }: NoticeFacts): Concern =>
    ids.includes(recipe) ? 'yes' : 'no';

/** In the order in which they are told. */
export const NOTICE_RULES: readonly NoticeRule[] = [
  {
    id: 'shared-principal',
    from: '2025-10-31',
    concerns: everyone,
    sources: ['shared-principal-block', 'dedicated-application'],
  },
  {
    id: 'ews-online',
    from: '2026-10-01',
    concerns: everyone,
    sources: ['ews-end', 'exchange-cmdlets'],
  },
  { id: 'ews-online-end', from: '2027-04-01', concerns: everyone, sources: ['ews-end'] },
  {
    id: 'exchange-support',
    from: '2025-10-14',
    concerns: ({ serverVersions }) => {
      if (serverVersions === null || serverVersions.length === 0) return 'unknown';
      const old = serverVersions.map(isBeforeSubscriptionEdition);
      if (old.includes(true)) return 'yes';
      return old.includes(undefined) ? 'unknown' : 'no';
    },
    sources: ['end-of-support'],
  },
  { id: 'skype-support', from: '2025-10-14', concerns: unknown, sources: ['end-of-support'] },
  {
    id: 'recipe-replaced',
    from: '2025-06-26',
    concerns: recipes('sfb-online-classic'),
    sources: ['teams-2025', 'health-checker'],
  },
  {
    id: 'skype-online',
    from: '2021-07-31',
    concerns: recipes('sfb-online-classic', 'both'),
    sources: ['article-003'],
  },
  {
    id: 'old-modules',
    from: '2025-03-30',
    concerns: recipes('sfb-online-classic', 'both'),
    sources: ['old-modules', 'article-001'],
  },
  {
    id: 'access-control-service',
    from: '2026-04-02',
    concerns: unknown,
    sources: ['oauth-exchange'],
  },
  { id: 'remote-shell', from: null, concerns: unknown, sources: ['exchange-cmdlets'] },
];

/** True for Exchange 2013, 2016 and 2019; undefined for a text that is no version. */
function isBeforeSubscriptionEdition(version: string): boolean | undefined {
  const [, major, minor, build] = /(\d+)\.(\d+) \(Build (\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined || build === undefined) return undefined;
  if (Number(major) !== 15) return Number(major) < 15;
  return Number(minor) < 2 || (Number(minor) === 2 && Number(build) < SUBSCRIPTION_EDITION);
}

/** Every notice with its status. */
export function evaluateNotices(facts: NoticeFacts): readonly Notice[] {
  return NOTICE_RULES.map((rule) => ({
    id: rule.id,
    status: statusOf(rule, facts),
    from: rule.from,
    sources: rule.sources.map((id) => SOURCES[id]),
  }));
}

function statusOf({ from, concerns }: NoticeRule, facts: NoticeFacts): NoticeStatus {
  switch (concerns(facts)) {
    case 'no':
      return 'does-not-apply';
    case 'unknown':
      return 'cannot-be-known';
    case 'yes':
      return from !== null && facts.now.getTime() < Date.parse(from) ? 'applies-soon' : 'applies';
  }
}

/** Versions of the servers that were read; null where none was. */
export function serverVersions(observations: Observations | null): readonly string[] | null {
  if (observations === null) return null;
  const read = valueOf(look({ observations }, exchangeServers));
  return read?.map((server) => server.AdminDisplayVersion) ?? null;
}

/** The notices of a plan, on the day it was made: its recipe, and the servers that it rests on. */
export function noticesOfPlan(
  plan: Pick<Plan, 'recipe' | 'observations' | 'madeAt'>,
): readonly Notice[] {
  const key = readKey(readRequest(exchangeServers));
  const servers = plan.observations.find((item) => item.key === key)?.facts['servers'];
  const versions = Array.isArray(servers) ? servers.map(String) : null;
  return evaluateNotices({
    now: new Date(plan.madeAt),
    recipe: plan.recipe,
    serverVersions: versions,
  });
}
