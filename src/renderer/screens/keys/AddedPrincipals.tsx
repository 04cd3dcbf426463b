import { Button, Field, Input } from '@fluentui/react-components';
import { Delete20Regular } from '@fluentui/react-icons';
import { useState, type SubmitEvent } from 'react';
import { isTenantId } from '../../../shared/profile';
import { useTranslator } from '../../i18n/translator';
import { useCall } from '../../state/context';
import { TEST_IDS, testId } from '../../testids';

/** Further applications whose keys are listed. */
export function AddedPrincipals({ added, isBusy }: { added: readonly string[]; isBusy: boolean }) {
  const { t } = useTranslator();
  const call = useCall();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const add = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const id = typed.trim();
    setWrong(!isTenantId(id));
    if (!isTenantId(id)) return;
    const answer = await call('keys.principals', { ids: [...added, id] });
    if (answer.ok) setTyped('');
  };
  return (
    <section className="card stack-tight" aria-labelledby="keys-added">
      <h2 className="node-title" id="keys-added">
        {t('keys.added.title')}
      </h2>
      <p className="muted">{t('keys.added.text')}</p>
      {added.length > 0 && (
        <ul className="stack-tight">
          {added.map((id) => (
            <li key={id} className="row">
              <code translate="no">{id}</code>
              <Button
                appearance="subtle"
                size="small"
                icon={<Delete20Regular />}
                disabled={isBusy}
                aria-label={t('keys.added.remove', { id })}
                title={t('keys.added.remove', { id })}
                data-testid={testId.removePrincipal(id)}
                onClick={() =>
                  void call('keys.principals', { ids: added.filter((item) => item !== id) })
                }
              />
            </li>
          ))}
        </ul>
      )}
      <form className="row keys-add" onSubmit={(event) => void add(event)}>
        <Field
          label={t('keys.added.id')}
          className="grow"
          {...(isWrong && { validationMessage: t('keys.added.wrong') })}
        >
          <Input
            value={typed}
            spellCheck={false}
            autoComplete="off"
            data-testid={TEST_IDS.keysAddedId}
            onChange={(_, data) => setTyped(data.value)}
          />
        </Field>
        <Button type="submit" disabled={isBusy} data-testid={TEST_IDS.keysAdd}>
          {t('keys.added.add')}
        </Button>
      </form>
    </section>
  );
}
