/** What is kept about practising: where the tour stands, the drill under way, and which drills are done. */
import * as v from 'valibot';
import { DRILL_IDS } from './drill-ids';

const moment = v.nullable(v.pipe(v.string(), v.maxLength(128)));

/** As the window sends it and `practice.json` stores it. */
export const progressSchema = v.strictObject({
  /** `offered`: nobody has begun it yet. `left`: it can be taken up again. */
  tour: v.picklist(['offered', 'on', 'left', 'done']),
  drill: v.nullable(
    v.strictObject({
      id: v.picklist(DRILL_IDS),
      /** True once the hint was opened or a wrong remedy was chosen. */
      hinted: v.boolean(),
      solved: v.boolean(),
      /** The last read, run and verification by which one of its codes was seen; null: not seen yet. */
      seen: v.nullable(v.strictObject({ readAt: moment, run: moment, proof: moment })),
    }),
  ),
  /** How each was solved. */
  done: v.array(
    v.strictObject({ id: v.picklist(DRILL_IDS), how: v.picklist(['alone', 'hinted']) }),
  ),
});
export type PracticeProgress = v.InferOutput<typeof progressSchema>;
/** The drill under way. */
export type DrillProgress = NonNullable<PracticeProgress['drill']>;

/** Before anything was practised. */
export const NO_PROGRESS: PracticeProgress = { tour: 'offered', drill: null, done: [] };
