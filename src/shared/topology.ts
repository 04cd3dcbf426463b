/**
 * Planning a topology: what a person describes, and the answer. The answer is data; its texts are keys of the area
 * `topology`: `topology.feature.<id>`, `topology.column.<id>`, `topology.way.<id>` and so on.
 */
import * as v from 'valibot';
import type { DiagnosisSource } from './diagnosis';

/** Exchange versions that can be described, oldest first. */
export const EXCHANGE_VERSIONS = ['2010', '2013', '2016', '2019', 'se'] as const;
export type ExchangeVersion = (typeof EXCHANGE_VERSIONS)[number];

/** Versions of Lync Server and Skype for Business Server, oldest first. */
export const SKYPE_VERSIONS = ['lync-2010', 'lync-2013', '2015', '2019', 'se'] as const;

/** Where mailboxes, or users of Skype for Business and Teams, are. */
export const PLACES = ['on-premises', 'online', 'both'] as const;
export type Place = (typeof PLACES)[number];

/** Ways to make the two sides trust each other. Crossprem has a scenario for the first two. */
export const TRUST_WAYS = ['tenant-exchange', 'sfb-server-exchange', 'sfb-server-tenant'] as const;
export type TrustWay = (typeof TRUST_WAYS)[number];

const name = v.pipe(v.string(), v.maxLength(256));
const names = v.pipe(v.array(name), v.maxLength(100));

/** A described topology, as the window sends it and `topology.json` stores it. Names may be any text. */
export const topologySchema = v.strictObject({
  format: v.optional(v.literal(1), 1),
  /** Versions of Exchange on premises; empty: none, or not known. */
  exchange: v.optional(v.pipe(v.array(v.picklist(EXCHANGE_VERSIONS)), v.maxLength(10)), []),
  mailboxes: v.picklist(PLACES),
  /** Versions of Skype for Business Server on premises; empty: none, or not known. */
  skype: v.optional(v.pipe(v.array(v.picklist(SKYPE_VERSIONS)), v.maxLength(10)), []),
  users: v.picklist(PLACES),
  /** The default SIP domain first. */
  sipDomains: v.optional(names, []),
  /** Fully qualified name of one pool. */
  pool: v.optional(name, ''),
  /** Domain of the users' mail addresses. */
  mailDomain: v.optional(name, ''),
  /** Initial domain of the tenant. */
  tenantDomain: v.optional(name, ''),
  /** What is set up and verified already. */
  finished: v.optional(v.pipe(v.array(v.picklist(TRUST_WAYS)), v.maxLength(10)), []),
});
export type TopologyDescription = v.InferOutput<typeof topologySchema>;

/** What the window shows before anything was described. */
export const FIRST_TOPOLOGY: TopologyDescription = v.parse(topologySchema, {
  mailboxes: 'on-premises',
  users: 'online',
});

/** Columns of the feature table, in the order of article 003. */
export const TOPOLOGY_COLUMNS = ['A', 'B', 'C', 'D', 'E'] as const;
export type TopologyColumnId = (typeof TOPOLOGY_COLUMNS)[number];

/** One column: a place of Exchange and a place of Skype for Business. */
export interface TopologyColumn {
  readonly id: TopologyColumnId;
  /** True where users of the described topology are in it. */
  readonly own: boolean;
  /** ISO 8601 day on which its service ended; null: it goes on. */
  readonly ended: string | null;
}

/** One cell. `newer`: only with Exchange 2013 or later. */
export interface TopologyCell {
  readonly supported: boolean;
  readonly newer: boolean;
}

/** What the described topology gets: all of its users, some of them, or none. */
export type Extent = 'all' | 'some' | 'none';

/** One row. */
export interface TopologyFeature {
  readonly id: string;
  readonly cells: Readonly<Record<TopologyColumnId, TopologyCell>>;
  /** Footnotes of the whole row. */
  readonly notes: readonly TopologyNoteId[];
  readonly now: Extent;
  readonly after: Extent;
  /** Own columns in which it turns on by finishing. */
  readonly turnsOn: readonly TopologyColumnId[];
  /** What has to be finished for it, in the described topology. */
  readonly needs: readonly TrustWay[];
}

/** Footnotes under the table. */
export const TOPOLOGY_NOTES = ['newer', 'clients', 'voice-mail'] as const;
export type TopologyNoteId = (typeof TOPOLOGY_NOTES)[number];

/** What is to be done for the users of some own columns. */
export interface TopologyWay {
  readonly id: TrustWay | 'upgrade' | 'nothing';
  readonly columns: readonly TopologyColumnId[];
  readonly sources: readonly DiagnosisSource[];
}

/** Something that must be there before. Text: `topology.need.<id>`. */
export interface TopologyNeed {
  readonly id: string;
  readonly sources: readonly DiagnosisSource[];
}

/** A name that follows from the description. */
export interface ComputedName {
  readonly id: string;
  /** Null where the description lacks what it follows from. */
  readonly value: string | null;
  readonly needs: 'sipDomains' | 'pool' | 'mailDomain' | 'tenantDomain' | null;
}

/** Who can be in a picture of trust. */
export type TrustParty =
  'skype-server' | 'exchange-server' | 'skype-online' | 'exchange-online' | 'token-server';

/** An arrow of a picture. Text: `topology.arrow.<id>`. */
export interface TrustArrow {
  readonly id: string;
  readonly from: TrustParty;
  readonly to: TrustParty;
  readonly kind: 'trusts' | 'gets-token' | 'presents-token';
}

/** One of the server-to-server scenarios of article 002. */
export interface TrustPicture {
  readonly id: 'on-premises' | 'online' | 'cross-premises' | 'cross-premises-server';
  readonly own: boolean;
  readonly left: TrustParty;
  readonly right: TrustParty;
  /** Null: the two make their own tokens. */
  readonly top: TrustParty | null;
  readonly arrows: readonly TrustArrow[];
}

/** Something to know about the described topology. Text: `topology.notice.<id>`. */
export interface TopologyNotice {
  readonly id: string;
  readonly args: Readonly<Record<string, string>>;
  /** ISO 8601 day from which it holds. */
  readonly from: string | null;
  readonly sources: readonly DiagnosisSource[];
}

/** Documents that disagree. Texts: `topology.contradiction.<id>`, `.says-1` and on, `.taken`. */
export interface Contradiction {
  readonly id: string;
  /** True where it concerns the described topology. */
  readonly own: boolean;
  /** One source for each thing said. */
  readonly says: readonly DiagnosisSource[];
}

/** Everything that follows from a description. */
export interface TopologyAnswer {
  readonly description: TopologyDescription;
  readonly columns: readonly TopologyColumn[];
  readonly features: readonly TopologyFeature[];
  readonly table: DiagnosisSource;
  readonly ways: readonly TopologyWay[];
  readonly needs: readonly TopologyNeed[];
  /** What finishing gives beyond the table. Text: `topology.gain.<id>`. */
  readonly gains: readonly TopologyNeed[];
  readonly names: readonly ComputedName[];
  readonly pictures: readonly TrustPicture[];
  readonly notices: readonly TopologyNotice[];
  readonly contradictions: readonly Contradiction[];
}

/** What the window starts with. */
export interface TopologyStart {
  readonly description: TopologyDescription;
  /** `saved` with the customer, `read` from its servers, or `empty`. */
  readonly from: 'saved' | 'read' | 'empty';
}
