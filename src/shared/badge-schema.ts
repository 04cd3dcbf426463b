import * as v from 'valibot';
import { BADGE_COLOURS, BADGE_LETTERS } from './badge';

/** A badge as a person may choose it. */
export const badgeSchema = v.strictObject({
  letters: v.pipe(v.string(), v.regex(BADGE_LETTERS)),
  colour: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(BADGE_COLOURS - 1)),
});
