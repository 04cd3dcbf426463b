/** Tags of actions inside a sentence. */
import type { MessageKey } from './keys';
import type { Translator } from './translate';

type TagKey = Extract<MessageKey, `core.tag.${string}`>;
type Tag = TagKey extends `core.tag.${infer Name}` ? Name : never;

/** `writes to a mailbox and adds a credential`: a tag begins with a capital only where it stands alone. */
export function tagList(tags: readonly Tag[], { t, list, language }: Translator): string {
  return list(
    tags.map((tag) => {
      const word = t(`core.tag.${tag}`);
      return `${word.charAt(0).toLocaleLowerCase(language)}${word.slice(1)}`;
    }),
  );
}
