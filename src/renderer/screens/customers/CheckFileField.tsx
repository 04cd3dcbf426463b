import { Button } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { CheckFile, CheckFileUse } from '../../../shared/ipc/tenant-channels';
import { useTranslator } from '../../i18n/translator';
import { useCall } from '../../state/context';

/** A file for scheduled checks. Main asks for it and keeps its path; only its name is known here. */
export function CheckFileField(props: {
  which: CheckFile;
  /** Name of the stored file; empty where there is none. */
  stored: string;
  onUse: (use: CheckFileUse) => void;
}) {
  const { which, stored, onUse } = props;
  const { t } = useTranslator();
  const call = useCall();
  const id = useId();
  const [name, setName] = useState(stored);
  const choose = async (): Promise<void> => {
    const answer = await call('customer.tenant-file', { which });
    if (!answer.ok || answer.value === null) return;
    setName(answer.value);
    onUse('chosen');
  };
  const remove = (): void => {
    setName('');
    onUse(stored === '' ? 'kept' : 'none');
    // The button that had focus goes away.
    document.getElementById(`${id}-choose`)?.focus();
  };
  return (
    <div className="stack-tight" role="group" aria-labelledby={id} aria-describedby={`${id}-hint`}>
      <span id={id}>{t(`ui.tenant.check-${which}`)}</span>
      <div className="row">
        <output translate={name === '' ? undefined : 'no'} data-testid={`tenant-check-${which}`}>
          {name === '' ? t('ui.tenant.check-no-file') : name}
        </output>
        <Button
          id={`${id}-choose`}
          aria-labelledby={`${id} ${id}-choose`}
          data-testid={`tenant-choose-${which}`}
          onClick={() => void choose()}
        >
          {t('ui.tenant.check-choose')}
        </Button>
        {name !== '' && (
          <Button
            appearance="subtle"
            id={`${id}-remove`}
            aria-labelledby={`${id} ${id}-remove`}
            data-testid={`tenant-remove-${which}`}
            onClick={remove}
          >
            {t('ui.tenant.check-remove')}
          </Button>
        )}
      </div>
      <span id={`${id}-hint`} className="muted caption">
        {t(`ui.tenant.check-${which}-hint`)}
      </span>
    </div>
  );
}
