/** What was read, by definition: a description takes every answer of a read, whatever it was asked for. */
import type { Observations } from '../model/observation';
import type { ReadArguments, ReadDefinition } from '../reads/definition';
import { look } from '../resources/context';

/** An answer with what was asked. */
interface Found<V> {
  readonly arguments: ReadArguments;
  readonly value: V;
}

/** Every answer of a read. */
export function allOf<V>(
  observations: Observations,
  definition: ReadDefinition<V>,
): readonly Found<V>[] {
  return [...observations.values()].flatMap(({ request }) => {
    if (request.read !== definition.id) return [];
    const args = Object.fromEntries(
      Object.entries(request.arguments).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    );
    const looked = look({ observations }, definition, args);
    return looked.status === 'read' ? [{ arguments: args, value: looked.value }] : [];
  });
}

/** The first answer of a read; undefined where there is none. */
export function firstOf<V>(
  observations: Observations,
  definition: ReadDefinition<V>,
): V | undefined {
  return allOf(observations, definition)[0]?.value;
}

/** A text as one of a list; undefined where it is none of them. */
export function oneOf<T extends string>(list: readonly T[], value: string): T | undefined {
  return list.find((item) => item === value);
}
