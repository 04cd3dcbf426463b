/** A text as data: key into the catalogue and its arguments. Localised only where it is shown. */
export interface MessageRef {
  readonly key: string;
  readonly args: Readonly<Record<string, string | number>>;
}

/** Builds a MessageRef. */
export function message(
  key: string,
  args: Readonly<Record<string, string | number>> = {},
): MessageRef {
  return { key, args };
}
