/**
 * Active Directory with several domain controllers. A write goes to one of them; the others see it when it has been
 * replicated. Simplified against the real thing: whole objects replicate, not single attributes, and the last writer
 * wins by order of writing.
 */
import type { ObjectData, ObjectKind, OrganisationState, StoredObject, Version } from './state';

/** Virtual milliseconds until the other domain controllers see a write. */
export const REPLICATION_MS = 15_000;
/** The same with the fault `replication-lag`. */
export const SLOW_REPLICATION_MS = 15 * 60_000;

/** An object as one domain controller sees it. Times are virtual milliseconds since the epoch. */
export interface View<Kind extends ObjectKind> {
  readonly kind: Kind;
  readonly guid: string;
  readonly created: number;
  readonly changed: number;
  readonly data: ObjectData[Kind];
}

/** Reads and writes objects as seen by one domain controller at one time. */
export class Directory {
  constructor(
    private readonly state: OrganisationState,
    /** FQDN of the domain controller that answers. */
    readonly domainController: string,
    private readonly now: number,
    private readonly replicationMs: number,
  ) {}

  /** All objects of a kind, in the order they were made. */
  list<Kind extends ObjectKind>(kind: Kind): View<Kind>[] {
    const views: View<Kind>[] = [];
    for (const stored of this.objects(kind)) {
      const version = this.visible(stored);
      if (version === undefined || version.data === null) continue;
      views.push({
        kind,
        guid: stored.guid,
        created: stored.created,
        changed: version.at,
        data: version.data,
      });
    }
    return views;
  }

  /** One object by GUID. */
  byGuid<Kind extends ObjectKind>(kind: Kind, guid: string): View<Kind> | undefined {
    return this.list(kind).find((view) => view.guid === guid);
  }

  /** Makes an object. */
  create<Kind extends ObjectKind>(kind: Kind, guid: string, data: ObjectData[Kind]): View<Kind> {
    const stored: StoredObject<ObjectData[Kind]> = {
      guid,
      created: this.now,
      versions: [this.version(data)],
    };
    this.objects(kind).push(stored);
    return { kind, guid, created: this.now, changed: this.now, data };
  }

  /** Replaces an object's data. */
  update<Kind extends ObjectKind>(kind: Kind, guid: string, data: ObjectData[Kind]): void {
    this.write(kind, guid, data);
  }

  /** Deletes an object. */
  remove(kind: ObjectKind, guid: string): void {
    this.write(kind, guid, null);
  }

  private write<Kind extends ObjectKind>(
    kind: Kind,
    guid: string,
    data: ObjectData[Kind] | null,
  ): void {
    const stored = this.objects(kind).find((item) => item.guid === guid);
    if (stored === undefined) throw new Error(`no ${kind} with the GUID ${guid}`);
    stored.versions = [...this.compact(stored.versions), this.version(data)];
  }

  /** Versions that no domain controller can see any more are dropped. */
  private compact<Data>(versions: readonly Version<Data>[]): readonly Version<Data>[] {
    const everywhere = versions.map((item) => item.arrives <= this.now).lastIndexOf(true);
    return everywhere < 0 ? versions : versions.slice(everywhere);
  }

  private version<Data>(data: Data | null): Version<Data> {
    const { now } = this;
    return { at: now, dc: this.domainController, arrives: now + this.replicationMs, data };
  }

  private visible<Data>(stored: StoredObject<Data>): Version<Data> | undefined {
    const seen = stored.versions.filter(
      (version) => version.dc === this.domainController || version.arrives <= this.now,
    );
    return seen[seen.length - 1];
  }

  private objects<Kind extends ObjectKind>(kind: Kind): StoredObject<ObjectData[Kind]>[] {
    return this.state.objects[kind];
  }
}
