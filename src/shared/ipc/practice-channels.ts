/** Channels of practising: the lab's world, edits by somebody else, drills, and the inspector's rest. */
import * as v from 'valibot';
import { DRILL_IDS } from '../practice/drill-ids';
import { progressSchema } from '../practice/progress';
import { WORLD_EDIT_IDS } from '../practice/world-edits';

const nothing = v.strictObject({});

/** Channel → schema of its single argument. */
export const PRACTICE_CHANNELS = {
  /** → PracticeProgress */
  'practice.progress': nothing,
  'practice.keep': progressSchema,
  /** → LabStatus of the open practice lab */
  'practice.world': nothing,
  /** Somebody else changes something in the practice lab. */
  'practice.edit': v.strictObject({ edit: v.picklist(WORLD_EDIT_IDS) }),
  /** Starts the practice lab over for a drill. The window has asked; refused while a run is under way. */
  'practice.drill': v.strictObject({ id: v.picklist(DRILL_IDS) }),
  /** Mends what somebody outside of Crossprem was asked to mend. */
  'practice.mend': v.strictObject({ id: v.picklist(DRILL_IDS) }),
  /** Inspects a made-up hand-shake. → Inspection */
  'practice.example': nothing,
  /** Stores what was inspected last with the open customer's last run. */
  'practice.attach': nothing,
  /** → names of what was attached to the open customer's last run */
  'practice.attached': nothing,
} as const;
