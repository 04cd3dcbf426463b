import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import type { ErrorCode } from '../../shared/errors';
import { drillOf } from '../../shared/practice/drills';
import type { PracticeProgress } from '../../shared/practice/progress';
import { useServices, useView } from '../state/context';
import { drillNow } from './drill-state';

/** Practising, as the window keeps it; main stores it. */
export interface Practice {
  readonly progress: PracticeProgress;
  /** Changes it and has it stored. */
  readonly change: (changes: Partial<PracticeProgress>) => void;
  /** Notes that a code was shown for a pasted text. */
  readonly name: (code: ErrorCode) => void;
}

const PracticeContext = createContext<Practice | null>(null);

/** Practising; null until what is kept was read. */
export function usePractice(): Practice | null {
  return useContext(PracticeContext);
}

const NONE: ReadonlySet<ErrorCode> = new Set();

/** How a solved drill is kept: a better way is not forgotten. */
function withDone(progress: PracticeProgress): PracticeProgress['done'] {
  const { drill, done } = progress;
  if (drill === null) return done;
  const before = done.find((item) => item.id === drill.id);
  const how = drill.hinted && before?.how !== 'alone' ? 'hinted' : 'alone';
  return [...done.filter((item) => item.id !== drill.id), { id: drill.id, how }];
}

/** Follows the view: a drill whose trouble is met or over is noted where that happens. */
function useDrillFollowing(practice: Practice | null, named: ReadonlySet<ErrorCode>): void {
  const open = useView((view) => view.open);
  useEffect(() => {
    const drill = practice?.progress.drill ?? null;
    if (practice === null || drill === null || drill.solved) return;
    const { phase, seen } = drillNow(drillOf(drill.id), drill, open, named);
    const solved = phase === 'solved';
    if (!solved && JSON.stringify(seen) === JSON.stringify(drill.seen)) return;
    const next = { ...practice.progress, drill: { ...drill, seen, solved } };
    practice.change(solved ? { drill: next.drill, done: withDone(next) } : { drill: next.drill });
  }, [practice, open, named]);
}

/** Reads what is kept, once, and hands it to everything below. */
export function PracticeProvider({ children }: { children: ReactNode }) {
  const { bridge } = useServices();
  const [progress, setProgress] = useState<PracticeProgress | null>(null);
  const [named, setNamed] = useState(NONE);
  const current = useRef(progress);
  useEffect(() => {
    let wanted = true;
    void bridge.call('practice.progress', {}).then((answer) => {
      if (!wanted || !answer.ok) return;
      current.current = answer.value;
      setProgress(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [bridge]);
  const change = useCallback(
    (changes: Partial<PracticeProgress>): void => {
      if (current.current === null) return;
      const next = { ...current.current, ...changes };
      current.current = next;
      setProgress(next);
      if (changes.drill?.seen === null) setNamed(NONE);
      // That it cannot be stored costs nothing but the memory of it.
      void bridge.call('practice.keep', next).catch(() => undefined);
    },
    [bridge],
  );
  const name = useCallback(
    (code: ErrorCode): void => setNamed((codes) => new Set(codes).add(code)),
    [],
  );
  const practice = useMemo(
    () => (progress === null ? null : { progress, change, name }),
    [progress, change, name],
  );
  useDrillFollowing(practice, named);
  return <PracticeContext value={practice}>{children}</PracticeContext>;
}
