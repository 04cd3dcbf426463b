import { Button, Field, Input } from '@fluentui/react-components';
import { useRef, useState, type SubmitEvent } from 'react';
import { LONGEST_SIGNER } from '../../../shared/checks';
import type { Translator } from '../../../shared/messages';
import { LONGEST_DOER, type OAuthChoice } from '../../../shared/oauth-way';
import { FORMS_TEST_IDS } from '../../forms-testids';
import { useTranslator } from '../../i18n/translator';
import { useCall } from '../../state/context';
import type { Forms } from '../../state/form-drafts';

interface Props {
  readonly draft: Forms['oauth'];
  readonly stored: Extract<OAuthChoice, { way: 'elsewhere' }> | null;
  readonly busy: boolean;
  readonly texts: Translator;
  readonly onChange: (draft: Forms['oauth'] | null) => void;
}

/** A person states that somebody else sets step 1 up. Main adds the time. */
export function OAuthStatement({ draft, stored, busy, texts, onChange }: Props) {
  const { t } = texts;
  const { t: ui, dateTime } = useTranslator();
  const call = useCall();
  const [asked, setAsked] = useState(false);
  const fields = {
    doneBy: useRef<HTMLInputElement>(null),
    statedBy: useRef<HTMLInputElement>(null),
  };
  const lacks = (name: keyof typeof fields): boolean => draft[name].trim() === '';
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    const missing = (['doneBy', 'statedBy'] as const).find(lacks);
    if (missing !== undefined) {
      fields[missing].current?.focus();
      return;
    }
    const answer = await call('step.oauth', { way: 'elsewhere', ...draft });
    if (answer.ok) onChange(null);
  };
  const control = (name: keyof typeof fields, testid: string, longest: number) => (
    <Input
      input={{ ref: fields[name] }}
      value={draft[name]}
      maxLength={longest}
      disabled={busy}
      autoComplete={name === 'statedBy' ? 'name' : 'off'}
      data-testid={testid}
      onChange={(_, { value }) => onChange({ ...draft, [name]: value })}
    />
  );
  const problem = (name: keyof typeof fields, text: string) =>
    asked && lacks(name) ? ({ validationState: 'error', validationMessage: text } as const) : {};
  return (
    <form className="stack form" onSubmit={(event) => void submit(event)} noValidate>
      {stored !== null && (
        <p data-testid={FORMS_TEST_IDS.oauthStated}>
          {t('step.oauth.stated', {
            name: stored.statedBy,
            at: dateTime(stored.statedAt),
            doer: stored.doneBy,
          })}
        </p>
      )}
      <Field
        required
        label={t('step.oauth.doer')}
        hint={t('step.oauth.doer-hint')}
        {...problem('doneBy', t('step.oauth.doer-missing'))}
      >
        {control('doneBy', FORMS_TEST_IDS.oauthDoer, LONGEST_DOER)}
      </Field>
      <Field
        required
        label={ui('ui.check.by')}
        hint={t('step.oauth.by-hint')}
        {...problem('statedBy', t('step.oauth.by-missing'))}
      >
        {control('statedBy', FORMS_TEST_IDS.oauthBy, LONGEST_SIGNER)}
      </Field>
      <div className="row">
        <Button type="submit" disabled={busy} data-testid={FORMS_TEST_IDS.oauthSave}>
          {t('step.oauth.save')}
        </Button>
      </div>
    </form>
  );
}
