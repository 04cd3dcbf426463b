import { Button, Field, Input } from '@fluentui/react-components';
import { useState, type SubmitEvent } from 'react';
import type { AppError } from '../../../shared/errors';
import type { Translator } from '../../../shared/messages';
import { isFeedAddress, refusedSetting } from '../../../shared/policy';
import type { UpdateAnswer } from '../../../shared/update';
import { Spinner } from '../../components/controls/Spinner';
import { Problem } from '../../components/Problem';
import { SETTINGS_TEST_IDS } from '../../settings-testids';
import { useCall, useView } from '../../state/context';
import { Locked } from './Locked';
import { SettingRow } from './SettingRow';
import { UpdateDownload } from './UpdateDownload';

/** The same in every language. */
const HASH = 'SHA-256';

/** Where updates are asked for, and the asking itself. */
export function UpdateFeed({ texts, policy }: { texts: Translator; policy: Translator }) {
  const { t } = texts;
  const call = useCall();
  const feed = useView((view) => view.settings.updateFeed);
  const isLocked = useView(
    (view) => refusedSetting({ updateFeed: view.settings.updateFeed }, view.policy) !== undefined,
  );
  const set = (updateFeed: string): void => void call('app.preferences', { updateFeed });
  return (
    <SettingRow
      id="update-feed"
      texts={texts}
      usual={t('settings.update-feed.none')}
      onReset={isLocked || feed === '' ? null : () => set('')}
    >
      {isLocked ? (
        <>
          <Locked policy={policy} id="update-feed" />
          {feed === '' ? (
            <span>{t('settings.update-feed.none')}</span>
          ) : (
            <code className="break" translate="no">
              {feed}
            </code>
          )}
        </>
      ) : (
        <Address key={feed} texts={texts} first={feed} onUse={set} />
      )}
      <Check texts={texts} />
    </SettingRow>
  );
}

function Address(props: { texts: Translator; first: string; onUse: (address: string) => void }) {
  const { t } = props.texts;
  const [address, setAddress] = useState(props.first);
  const [isWrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = address.trim();
    const isUsable = given === '' || isFeedAddress(given);
    setWrong(!isUsable);
    if (isUsable) props.onUse(given);
  };
  return (
    <form className="stack-tight" onSubmit={submit} noValidate>
      <Field
        label={t('settings.update-feed.field')}
        {...(isWrong && {
          validationState: 'error' as const,
          validationMessage: t('settings.update-feed.problem'),
        })}
      >
        <Input
          value={address}
          spellCheck={false}
          autoComplete="off"
          maxLength={512}
          data-testid={SETTINGS_TEST_IDS.feedAddress}
          onChange={(_, data) => setAddress(data.value)}
        />
      </Field>
      <div className="row">
        <Button type="submit" data-testid={SETTINGS_TEST_IDS.feedUse}>
          {t('settings.update-feed.use')}
        </Button>
      </div>
    </form>
  );
}

type Look =
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'answer'; readonly answer: UpdateAnswer };

/** The button, and what came of it. Nothing is asked before. */
function Check({ texts }: { texts: Translator }) {
  const { t } = texts;
  const call = useCall();
  const isOff = useView(({ settings }) => settings.updates === 'off' || settings.updateFeed === '');
  const [look, setLook] = useState<Look | null>(null);
  const ask = async (): Promise<void> => {
    setLook({ kind: 'asking' });
    const answer = await call('update.check', {});
    setLook(
      answer.ok
        ? { kind: 'answer', answer: answer.value }
        : { kind: 'failed', error: answer.error },
    );
  };
  return (
    <>
      <Button
        disabled={isOff || look?.kind === 'asking'}
        data-testid={SETTINGS_TEST_IDS.updateCheck}
        onClick={() => void ask()}
      >
        {t('settings.update.check')}
      </Button>
      <div role="status" data-testid={SETTINGS_TEST_IDS.updateResult}>
        {look?.kind === 'asking' && (
          <span className="row">
            <Spinner />
            {t('settings.update.checking')}
          </span>
        )}
        {look?.kind === 'answer' && <Answer texts={texts} answer={look.answer} />}
      </div>
      {look?.kind === 'failed' && <Problem error={look.error} />}
      <UpdateDownload texts={texts} />
    </>
  );
}

function Answer({ texts, answer }: { texts: Translator; answer: UpdateAnswer }) {
  const { t } = texts;
  const call = useCall();
  const isRunning = useView((view) => view.download?.kind === 'running');
  if (answer.kind === 'current')
    return <p>{t('settings.update.current', { version: answer.version })}</p>;
  const { file, version } = answer;
  return (
    <div className="stack-tight">
      <p>{t('settings.update.newer', { version })}</p>
      {file === null ? (
        <p>{t('settings.update.no-file')}</p>
      ) : (
        <>
          <code className="break" translate="no">
            {file.name}
          </code>
          <p>
            <strong className="label">{HASH}</strong>
            <code className="break" translate="no">
              {file.sha256}
            </code>
          </p>
          <p className="muted">{t('settings.update.install')}</p>
          <div className="row">
            <Button
              appearance="primary"
              disabled={isRunning}
              data-testid={SETTINGS_TEST_IDS.updateDownload}
              onClick={() => void call('update.download', {})}
            >
              {t('settings.update.download')}
            </Button>
            <Button
              data-testid={SETTINGS_TEST_IDS.updateOpen}
              onClick={() => void call('update.open', {})}
            >
              {t('settings.update.open')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
