import { Button, Field, Input } from '@fluentui/react-components';
import { useRef, useState, type SubmitEvent } from 'react';
import type { CheckResult, FeatureCheck } from '../../shared/checks';
import { CHECK_RESULTS, LONGEST_NOTE, LONGEST_SIGNER } from '../../shared/checks';
import { useTranslator } from '../i18n/translator';
import { useCall } from '../state/context';
import { useFormDraft } from '../state/use-form-draft';
import { TEST_IDS, testId } from '../testids';
import { Radio, RadioGroup } from './controls/Radio';
import { TextArea } from './controls/TextArea';
import { Modal } from './Modal';

interface Props {
  readonly check: FeatureCheck;
  readonly title: string;
  /** Of the state that the person looks at. */
  readonly fingerprint: string;
  /** Who signed last; offered again. */
  readonly signer: string;
  readonly onClose: () => void;
}

/** What a person saw of a feature, signed by name. One line of text each: main refuses anything else. */
export function SignCheck({ check, title, fingerprint, signer, onClose }: Props) {
  const { t } = useTranslator();
  const call = useCall();
  const name = useRef<HTMLInputElement>(null);
  const first = { result: 'not-checked', by: signer, note: '' } as const;
  const [draft, setDraft] = useFormDraft('sign', `${fingerprint} ${check}`, first);
  const { result, by, note } = draft;
  const [missing, setMissing] = useState(false);
  const close = (): void => {
    setDraft(null);
    onClose();
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (by.trim() === '') {
      setMissing(true);
      name.current?.focus();
      return;
    }
    // A line end in a note is a space: it is shown on one line everywhere.
    const given = { check, result, by: by.trim(), note: note.replace(/\s+/g, ' ').trim() };
    await call('verify.record', { ...given, fingerprint });
    close();
  };
  return (
    <Modal
      className="sign-check"
      labelledBy="sign-check-title"
      describedBy="sign-check-text"
      testid={TEST_IDS.signCheck}
      onClose={close}
    >
      <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
        <h2 id="sign-check-title" className="node-title">
          {t('ui.check.title')}
        </h2>
        <div id="sign-check-text" className="stack-tight">
          <p>{title}</p>
          <p>{t(`ui.check.how.${check}`)}</p>
          <p className="muted">{t('ui.check.text', { fingerprint })}</p>
        </div>
        <Field label={t('ui.check.result')}>
          <RadioGroup
            horizontal
            value={result}
            onChange={(value) => setDraft({ ...draft, result: value as CheckResult })}
          >
            {CHECK_RESULTS.map((item) => (
              <Radio
                key={item}
                value={item}
                label={t(`check.result.${item}`)}
                data-testid={testId.signResult(item)}
              />
            ))}
          </RadioGroup>
        </Field>
        <Field
          required
          label={t('ui.check.by')}
          hint={t('ui.check.by-hint')}
          {...(missing && {
            validationState: 'error' as const,
            validationMessage: t('ui.check.by-missing'),
          })}
        >
          <Input
            input={{ ref: name }}
            value={by}
            maxLength={LONGEST_SIGNER}
            autoComplete="name"
            data-testid={TEST_IDS.signBy}
            onChange={(_, data) => {
              setDraft({ ...draft, by: data.value });
              setMissing(false);
            }}
          />
        </Field>
        <Field label={t('ui.check.note')} hint={t('ui.check.note-hint')}>
          <TextArea
            value={note}
            maxLength={LONGEST_NOTE}
            data-testid={TEST_IDS.signNote}
            onChange={(value) => setDraft({ ...draft, note: value })}
          />
        </Field>
        <div className="row end">
          <Button type="submit" appearance="primary" data-testid={TEST_IDS.signSave}>
            {t('ui.check.save')}
          </Button>
          <Button data-testid={TEST_IDS.signCancel} onClick={close}>
            {t('ui.action.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
