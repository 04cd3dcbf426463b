/** What the tables of allowed cmdlets are made of. */

/**
 * How a value is bound. `identity` addresses an object and is never empty. `link` addresses one or, empty, none: it is
 * sent and shown as `$null`, because an identity parameter refuses an empty text. `list` takes texts; an empty one is
 * `$null` too, which clears it. `texts` are such a list that stays an empty one. `switch` is written `-Name:$false`.
 */
export type ParameterKind = 'text' | 'identity' | 'link' | 'list' | 'texts' | 'boolean' | 'switch';

/** What may be emitted of one cmdlet. */
export interface AllowedCmdlet {
  /** True when it changes something. */
  readonly change: boolean;
  readonly parameters: Readonly<Record<string, ParameterKind>>;
  readonly required: readonly string[];
}
