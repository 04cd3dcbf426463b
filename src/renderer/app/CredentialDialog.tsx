import { Button, Field, Input } from '@fluentui/react-components';
import { useRef, type SubmitEvent } from 'react';
import type { CredentialView } from '../../shared/ipc/views';
import { Modal } from '../components/Modal';
import { useTranslator } from '../i18n/translator';
import { useCall, useView } from '../state/context';
import { TEST_IDS } from '../testids';

const INITIAL = { 'data-initial-focus': true };

/** A server's question for a credential, over everything else. The password lives in its field only, until it is sent. */
export function CredentialDialog() {
  const question = useView((view) => view.credential);
  return question === null ? null : <Question key={question.id} question={question} />;
}

function Question({ question }: { question: CredentialView }) {
  const { t } = useTranslator();
  const call = useCall();
  const user = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const { id, server, refused } = question;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const [name, secret] = [user.current, password.current];
    if (name === null || secret === null) return;
    const empty = [name, secret].find((field) => field.value.trim() === '');
    if (empty !== undefined) {
      empty.focus();
      return;
    }
    const given = { user: name.value.trim(), password: secret.value };
    secret.value = '';
    void call('credential.answer', { kind: 'given', id, ...given });
  };
  const cancel = (): void => void call('credential.answer', { kind: 'cancelled', id });
  return (
    <Modal
      className="credential"
      labelledBy="credential-title"
      describedBy="credential-text"
      testid={TEST_IDS.credential}
      onClose={cancel}
    >
      <form className="stack" onSubmit={submit} noValidate>
        <h2 id="credential-title" className="node-title">
          {t('ui.credential.title', { server })}
        </h2>
        {refused && (
          <p className="tone-warn" role="alert">
            {t('ui.credential.refused', { server })}
          </p>
        )}
        <p id="credential-text" className="muted">
          {t('ui.credential.text')}
        </p>
        <Field required label={t('ui.credential.user')} hint={t('ui.credential.user-hint')}>
          <Input
            input={{ ref: user, ...(question.user === '' && INITIAL) }}
            defaultValue={question.user}
            spellCheck={false}
            autoComplete="username"
            maxLength={256}
            data-testid={TEST_IDS.credentialUser}
          />
        </Field>
        <Field required label={t('ui.credential.password')}>
          <Input
            input={{ ref: password, ...(question.user !== '' && INITIAL) }}
            type="password"
            autoComplete="current-password"
            maxLength={1_024}
            data-testid={TEST_IDS.credentialPassword}
          />
        </Field>
        <div className="row end">
          <Button type="submit" appearance="primary" data-testid={TEST_IDS.credentialConnect}>
            {t('ui.credential.connect')}
          </Button>
          <Button data-testid={TEST_IDS.credentialCancel} onClick={cancel}>
            {t('ui.action.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
