/** Two reads compared by their values: object → property → before and after. */
import type { MessageRef } from '../model/message';
import type { TargetId } from '../model/command';
import { message } from '../model/message';
import { findRead } from '../reads/registry';
import type { ReadSnapshot } from './snapshot';

/** A value of an object; null: it was not there. */
interface ComparedValue {
  readonly property: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** An object of which something differs. */
interface ComparedObject {
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
  return [{ key: one.key, title: titleOfKept(one), target: one.target, kind, values }];
}

/** A read of an earlier version, that this one does not know, is named by its id. */
export function titleOfKept(item: Kept): MessageRef {
  try {
    return findRead(item.read).title(item.arguments);
  } catch {
    return message('history.object', { name: item.read });
  }
}

/** Where an object could be read once only, what stands in for its values is the code of why. */
function compareFacts(then: Kept | undefined, now: Kept | undefined): ComparedValue[] {
  const errors = { before: then?.error ?? null, after: now?.error ?? null };
  if (errors.before !== null || errors.after !== null)
    return errors.before === errors.after ? [] : [{ property: '', ...errors }];
  const [before, after] = [then?.facts ?? {}, now?.facts ?? {}];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((property) => compareValue(property, before[property], after[property]));
}

type Value = Kept['facts'][string] | undefined;

/** Of two lists only the members that differ; their order means nothing. */
function compareValue(property: string, before: Value, after: Value): ComparedValue[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    const gone = before.filter((item) => !after.includes(item));
    const fresh = after.filter((item) => !before.includes(item));
    if (gone.length === 0 && fresh.length === 0) return [];
    return [{ property, before: factText(gone), after: factText(fresh) }];
  }
  const [old, now] = [factText(before), factText(after)];
  return old === now ? [] : [{ property, before: old, after: now }];
}

function factText(value: Value): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (!Array.isArray(value)) return value === '' ? null : String(value);
  return value.length === 0 ? null : [...value].sort().join('\n');
}
