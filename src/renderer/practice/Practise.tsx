import { lazy, Suspense } from 'react';
import type { ErrorCode } from '../../shared/errors';
import { usePractice } from './context';

const PractiseButton = lazy(() => import('./PractiseButton'));

/** "Practise this error", where there is a drill for it. */
export function Practise({ code }: { code: ErrorCode }) {
  if (usePractice() === null) return null;
  return (
    <Suspense fallback={null}>
      <PractiseButton code={code} />
    </Suspense>
  );
}
