import type { DrillId } from '../../shared/practice/drill-ids';
import type { WorldEditId } from '../../shared/practice/world-edits';

/** Stable ids of practising (`data-testid`). */
export const PRACTICE_IDS = {
  coach: 'coach',
  tourStart: 'tour-start',
  tourLater: 'tour-later',
  tourGo: 'tour-go',
  tourLeave: 'tour-leave',
  tourHelp: 'tour-help',
  drillPhase: 'drill-phase',
  drillHint: 'drill-hint',
  drillEdit: 'drill-edit',
  drillEnd: 'drill-end',
  drillWrong: 'drill-wrong',
  ask: 'drill-ask',
  askStart: 'drill-ask-start',
  askCancel: 'drill-ask-cancel',
  practise: 'practise-this',
  tabs: 'practice-tabs',
  tabDrills: 'practice-tab-drills',
  tabWorld: 'practice-tab-world',
  tabFaults: 'practice-tab-faults',
  score: 'drill-score',
  open: 'practice-open',
  faultFilter: 'fault-filter',
  faultCount: 'fault-count',
  world: 'practice-world',
  edited: 'practice-edited',
  featureTable: 'feature-grid',
  featureToggle: 'feature-toggle',
  featureExport: 'feature-export',
  featureNote: 'feature-note',
  example: 'inspect-example',
  exampleNote: 'inspect-example-note',
  attach: 'inspect-attach',
  attached: 'inspect-attached',
  runAttachments: 'run-attachments',
  retired: 'diagnose-retired',
} as const;

/** Ids that depend on what they belong to. */
export const practiceId = {
  drill: (id: DrillId) => `drill-${id}`,
  drillStart: (id: DrillId) => `drill-start-${id}`,
  remedy: (id: DrillId) => `drill-remedy-${id}`,
  edit: (id: WorldEditId) => `world-edit-${id}`,
  cell: (row: number, column: number) => `feature-${String(row)}-${String(column)}`,
} as const;
