import { Button } from '@fluentui/react-components';
import { Beaker20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ErrorCode } from '../../shared/errors';
import { loadPracticeMessages } from '../../shared/messages/practice';
import type { DrillId } from '../../shared/practice/drill-ids';
import { drillFor } from '../../shared/practice/drills';
import { useArea } from '../i18n/area';
import { usePractice } from './context';
import { AskDrill } from './start-drill';
import { PRACTICE_IDS } from './testids';

/** A button that opens this drill; nothing while the drill is under way. */
export function DrillButton({ id, label }: { id: DrillId; label: 'this' | 'cause' | 'start' }) {
  const texts = useArea(loadPracticeMessages);
  const practice = usePractice();
  const [asking, setAsking] = useState(false);
  const current = practice?.progress.drill ?? null;
  if (texts === null || practice === null) return null;
  if (label === 'this' && current?.id === id && !current.solved) return null;
  return (
    <>
      <Button
        size="small"
        className="practise"
        icon={<Beaker20Regular />}
        data-testid={PRACTICE_IDS.practise}
        onClick={() => setAsking(true)}
      >
        {texts.t(`practice.practise.${label}`)}
      </Button>
      {asking && <AskDrill id={id} texts={texts} onClose={() => setAsking(false)} />}
    </>
  );
}

/** The button of an error that has a drill. */
export default function PractiseButton({ code }: { code: ErrorCode }) {
  const drill = drillFor(code);
  return drill === undefined ? null : <DrillButton id={drill.id} label="this" />;
}
