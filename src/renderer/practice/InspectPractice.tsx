import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { HandShakeCause } from '../../shared/inspection';
import { loadPracticeMessages } from '../../shared/messages/practice';
import type { DrillId } from '../../shared/practice/drill-ids';
import { useArea } from '../i18n/area';
import { useCall, useView } from '../state/context';
import { DrillButton } from './PractiseButton';
import { PRACTICE_IDS } from './testids';

/** The drill in which a cause can be met and mended; the others have none. */
const DRILL_OF: Readonly<Partial<Record<HandShakeCause, DrillId>>> = {
  'certificate-ended': 'expired-certificate',
  'certificate-unknown': 'expired-certificate',
  'signature-wrong': 'expired-certificate',
  'clock-off': 'clock-skew',
  'token-early': 'clock-skew',
  'token-expired': 'clock-skew',
  'realm-differs': 'wrong-tenant',
  'oauth-not-offered': 'refused-401',
  'issuer-not-trusted': 'refused-401',
  'not-known': 'refused-401',
  'no-right': 'missing-role',
  'authority-refused': 'refused-write',
};

/** Sends the cause of a hand-shake's end to practice, where there is a drill for it. */
export function PractiseCause({ cause }: { cause: HandShakeCause | null }) {
  const id = cause === null ? undefined : DRILL_OF[cause];
  return id === undefined ? null : <DrillButton id={id} label="cause" />;
}

/** Says that what is shown is an example. */
export function ExampleNote() {
  const texts = useArea(loadPracticeMessages);
  if (texts === null) return null;
  return (
    <p className="pill practice" data-testid={PRACTICE_IDS.exampleNote}>
      {texts.t('practice.example.note')}
    </p>
  );
}

/** Stores what is shown with the open customer's last run; not what was compared with another one. */
export function Attach({ isOther }: { isOther: boolean }) {
  const texts = useArea(loadPracticeMessages);
  const call = useCall();
  const open = useView((view) => view.open);
  const [attached, setAttached] = useState(false);
  if (texts === null || open === null) return null;
  const hasRun = open.run !== null || open.runs.length > 0;
  const note = attached ? 'done' : isOther ? 'other' : hasRun ? 'text' : 'none';
  const attach = async (): Promise<void> => {
    setAttached((await call('practice.attach', {})).ok);
  };
  return (
    <div className="row">
      <Button
        disabled={!hasRun || attached || isOther}
        data-testid={PRACTICE_IDS.attach}
        onClick={() => void attach()}
      >
        {texts.t('practice.attach', { name: open.name })}
      </Button>
      <span
        className={attached ? 'tone-ok' : 'muted'}
        role="status"
        data-testid={PRACTICE_IDS.attached}
      >
        {texts.t(`practice.attach.${note}`, { name: open.name })}
      </span>
    </div>
  );
}
