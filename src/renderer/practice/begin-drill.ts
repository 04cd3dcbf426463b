import type { DrillId } from '../../shared/practice/drill-ids';
import { drillOf } from '../../shared/practice/drills';
import { goTo, leaveCustomer, type UiStore } from '../state/ui-store';
import type { Practice } from './context';

/** Goes to where a drill begins, once its lab is ready. */
export function beginDrill(ui: UiStore, practice: Practice | null, id: DrillId): void {
  practice?.change({ drill: { id, hinted: false, solved: false, seen: null } });
  leaveCustomer(ui);
  goTo(ui, drillOf(id).goal === 'named' ? 'diagnose' : 'overview');
}
