/** The badge that tells customers apart: one or two letters, and a colour of the palette. */
import * as v from 'valibot';

/** Colours of the palette. */
export const BADGE_COLOURS = 12;

/** What a person may choose. Letters of any script; a character outside the basic plane counts as one. */
export const badgeSchema = v.strictObject({
  letters: v.pipe(v.string(), v.regex(/^[\p{L}\p{N}]{1,2}$/u)),
  colour: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(BADGE_COLOURS - 1)),
});
