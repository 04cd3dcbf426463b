import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { isPassphrase, type BundleContents } from '../../../shared/bundle';
import { loadCustomersMessages } from '../../../shared/messages/ui-customers';
import { Spinner } from '../../components/controls/Spinner';
import { CUSTOMERS_TEST_IDS } from '../../customers-testids';
import { useArea } from '../../i18n/area';
import { useTranslator } from '../../i18n/translator';
import { PassphraseField } from './PassphraseField';
import { ProfileDialog } from './ProfileDialog';
import { useProfileCall } from './use-profile-call';

const KILOBYTE = 1_024;

function Contents({ contents }: { contents: BundleContents }) {
  const texts = useArea(loadCustomersMessages);
  const { language } = useTranslator();
  if (texts === null) return null;
  const { t, list } = texts;
  const kilobytes = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'kilobyte',
    maximumFractionDigits: 0,
  });
  return (
    <section className="stack-tight" data-testid={CUSTOMERS_TEST_IDS.exportContents}>
      <h3 className="strong">{t('ui-customers.export.contents')}</h3>
      <ul>
        {contents.parts.map(({ part, files, bytes }) => (
          <li key={part}>
            {t('ui-customers.export.part', {
              part: t(`ui-customers.part.${part}`),
              files,
              size: kilobytes.format(Math.max(1, bytes / KILOBYTE)),
            })}
          </li>
        ))}
      </ul>
      <p className="muted">{t('ui-customers.export.never')}</p>
      {contents.leftOut.length > 0 && (
        <p className="tone-warn">
          {t('ui-customers.export.left-out', { files: list(contents.leftOut) })}
        </p>
      )}
    </section>
  );
}

/** What is wrong with the two fields; null when the file may be made. */
type Fault = 'short' | 'differs' | null;

/** Export of the open customer: what the file holds, and the passphrase it is sealed with. The fields are never stored. */
export default function ExportDialog(props: { name: string; onClose: () => void }) {
  const texts = useArea(loadCustomersMessages);
  const { ask, error, busy } = useProfileCall();
  const [contents, setContents] = useState<BundleContents | null>(null);
  const [fault, setFault] = useState<Fault>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const passphrase = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void ask('customer.contents', {}, setContents);
    // Once: what is listed is what was there when the dialog opened.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  if (texts === null) return null;
  const { t } = texts;
  const submit = (): void => {
    const [first, second] = [passphrase.current, again.current];
    if (saved !== null || busy || first === null || second === null) return;
    const found: Fault = !isPassphrase(first.value)
      ? 'short'
      : first.value === second.value
        ? null
        : 'differs';
    setFault(found);
    if (found !== null) {
      (found === 'short' ? first : second).focus();
      return;
    }
    void ask('customer.export', { passphrase: first.value }, (answer) => {
      if (answer === null) return;
      first.value = '';
      second.value = '';
      setSaved(answer.file);
    });
  };
  return (
    <ProfileDialog
      title={t('ui-customers.export.title', { name: props.name })}
      testid={CUSTOMERS_TEST_IDS.exportDialog}
      error={error}
      onCancel={props.onClose}
      onSubmit={submit}
    >
      <p className="muted">{t('ui-customers.export.text')}</p>
      {contents !== null && <Contents contents={contents} />}
      {saved === null ? (
        <>
          <PassphraseField
            isNew
            label={t('ui-customers.export.passphrase')}
            hint={t('ui-customers.export.passphrase-hint')}
            problem={fault === 'short' ? t('ui-customers.export.passphrase-problem') : null}
            field={passphrase}
            testid={CUSTOMERS_TEST_IDS.exportPassphrase}
          />
          <PassphraseField
            isNew
            label={t('ui-customers.export.again')}
            problem={fault === 'differs' ? t('ui-customers.export.again-problem') : null}
            field={again}
            testid={CUSTOMERS_TEST_IDS.exportAgain}
          />
        </>
      ) : (
        <p role="status" className="tone-ok" data-testid={CUSTOMERS_TEST_IDS.exportSaved}>
          {t('ui-customers.export.saved', { file: saved })}
        </p>
      )}
      <div className="row end">
        {busy && contents !== null && <Spinner label={t('ui-customers.export.working')} />}
        {saved === null && (
          <Button
            type="submit"
            appearance="primary"
            disabled={busy}
            data-testid={CUSTOMERS_TEST_IDS.exportSave}
          >
            {t('ui-customers.export.save')}
          </Button>
        )}
        <Button data-testid={CUSTOMERS_TEST_IDS.exportCancel} onClick={props.onClose}>
          {t(saved === null ? 'ui-customers.cancel' : 'ui-customers.close')}
        </Button>
      </div>
    </ProfileDialog>
  );
}
