import type { WorldDescription } from '../../shared/world-description';
import type { ObjectData, ObjectKind, StoredObject } from '../exchange/state';
import type { WorldState } from '../world';

/** How long copied objects have been there: long enough for every server to have loaded them. */
export const AGE = 90 * 86_400_000;

/** Adds and replaces directory objects as they would look on all domain controllers. */
export class Copy {
  constructor(
    readonly state: WorldState,
    readonly wish: WorldDescription,
  ) {}

  /** An object that every domain controller has had for long. */
  stored<Data>(guid: string, data: Data): StoredObject<Data> {
    const at = this.state.now - AGE;
    const dc = this.state.organisation.defaultDomainController;
    return { guid, created: at, versions: [{ at, dc, arrives: at, data }] };
  }

  /** Puts these objects in place of all of their kind. */
  replace<Kind extends ObjectKind>(
    kind: Kind,
    objects: readonly { readonly guid: string; readonly data: ObjectData[Kind] }[],
  ): void {
    const { objects: all } = this.state.organisation;
    const list: StoredObject<ObjectData[Kind]>[] = all[kind];
    list.splice(0, list.length, ...objects.map(({ guid, data }) => this.stored(guid, data)));
  }
}
