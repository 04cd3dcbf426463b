import { useEffect, useState } from 'react';
import { loadPracticeMessages } from '../../shared/messages/practice';
import { useArea } from '../i18n/area';
import { useServices } from '../state/context';
import { PRACTICE_IDS } from './testids';

/** Names what was attached to the last run; nothing where nothing was. */
export default function Attachments({ customer }: { customer: string }) {
  const texts = useArea(loadPracticeMessages);
  const { bridge } = useServices();
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    let wanted = true;
    void bridge.call('practice.attached', {}).then((answer) => {
      if (wanted && answer.ok) setNames(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [bridge, customer]);
  if (texts === null || names.length === 0) return null;
  return (
    <p className="muted" data-testid={PRACTICE_IDS.runAttachments}>
      {texts.t('practice.attached', { count: names.length })}{' '}
      <span translate="no">{names.join(', ')}</span>
    </p>
  );
}
