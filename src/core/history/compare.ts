/** Two reads compared by their values: object → property → before and after. */
import type { MessageRef } from '../model/message';
import type { TargetId } from '../model/command';
import { message } from '../model/message';
import { findRead } from '../reads/registry';
import type { ReadSnapshot } from './snapshot';

/** A value of an object; null: it was not there. */
export interface ComparedValue {
  readonly property: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** An object of which something differs. */
export interface ComparedObject {
  readonly key: string;
  readonly title: MessageRef;
  readonly target: TargetId;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly values: readonly ComparedValue[];
}

/** What differs between two reads. */
export interface ComparedReads {
  /** Objects without a difference. */
  readonly same: number;
  readonly objects: readonly ComparedObject[];
}

type Kept = ReadSnapshot['objects'][number];

/** Compares two reads. Objects that one of them could not read are told as such. */
export function compareReads(before: ReadSnapshot, after: ReadSnapshot): ComparedReads {
  const then = new Map(before.objects.map((item) => [item.key, item]));
  const now = new Map(after.objects.map((item) => [item.key, item]));
  const keys = [...new Set([...then.keys(), ...now.keys()])].sort();
  const objects = keys.flatMap((key) => compareObject(then.get(key), now.get(key)));
  return { same: keys.length - objects.length, objects };
}

function compareObject(then: Kept | undefined, now: Kept | undefined): ComparedObject[] {
  const one = now ?? then;
  if (one === undefined) return [];
  const values = compareFacts(then, now);
  const kind = then === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
  if (kind === 'changed' && values.length === 0) return [];
  return [{ key: one.key, title: titleOf(one), target: one.target, kind, values }];
}

/** A read of an earlier version, that this one does not know, is named by its id. */
function titleOf(item: Kept): MessageRef {
  try {
    return findRead(item.read).title(item.arguments);
  } catch {
    return message('history.object', { name: item.read });
  }
}

function compareFacts(then: Kept | undefined, now: Kept | undefined): ComparedValue[] {
  const before = textsOf(then);
  const after = textsOf(now);
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((property) => {
    const [old, fresh] = [before.get(property) ?? null, after.get(property) ?? null];
    return old === fresh ? [] : [{ property, before: old, after: fresh }];
  });
}

/** Facts as texts; lists sorted, because their order means nothing. */
function textsOf(item: Kept | undefined): ReadonlyMap<string, string> {
  if (item === undefined) return new Map();
  if (item.error !== null) return new Map([['', item.error]]);
  return new Map(Object.entries(item.facts).map(([name, value]) => [name, factText(value)]));
}

function factText(value: Kept['facts'][string]): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return Array.isArray(value) ? [...value].sort().join('\n') : String(value);
}
