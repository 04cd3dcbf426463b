import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Translator } from '../../../shared/messages';
import {
  keysOf,
  refusalOf,
  SHORTCUT_IDS,
  type ShortcutChoices,
  type ShortcutId,
} from '../../../shared/shortcuts';
import { isComposing, keysText, nameOf } from '../../app/key-name';
import { Keys } from '../../components/Keys';
import { useTranslator } from '../../i18n/translator';
import { SETTINGS_TEST_IDS, settingsTestId } from '../../settings-testids';
import { useCall, useView } from '../../state/context';
import { ResetButton, SettingRow } from './SettingRow';

/** Why these keys cannot be used, in words. */
function refusalText(
  id: ShortcutId,
  keys: string,
  choices: ShortcutChoices,
  { t, language }: Translator,
): string | null {
  const refusal = refusalOf(id, keys, choices);
  if (refusal === null) return null;
  const args = { keys: keysText(keys, language) };
  return refusal.kind === 'taken'
    ? t('settings.keys.taken', { ...args, name: t(`keys.${refusal.by}`) })
    : t(`settings.keys.${refusal.kind}`, args);
}

/** Takes the next keys that are pressed. */
function Capture(props: {
  id: ShortcutId;
  texts: Translator;
  choices: ShortcutChoices;
  onTaken: (keys: string) => void;
  onLeave: () => void;
}) {
  const { id, texts, choices, onTaken, onLeave } = props;
  const ui = useTranslator();
  const [refused, setRefused] = useState<string | null>(null);
  const field = useRef<HTMLButtonElement>(null);
  useEffect(() => field.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const keys = nameOf(event.nativeEvent);
    if (isComposing(event.nativeEvent) || event.key === 'Tab') return;
    // Nothing else may act on keys that are only being named.
    event.preventDefault();
    event.stopPropagation();
    if (keys === null) return;
    if (keys === 'Escape') {
      onLeave();
      return;
    }
    const reason = refusalText(id, keys, choices, texts);
    setRefused(reason);
    if (reason === null) onTaken(keys);
  };
  return (
    <div className="shortcut-capture">
      <button
        ref={field}
        type="button"
        className="plain capture-field"
        data-testid={settingsTestId.captureShortcut(id)}
        onKeyDown={onKeyDown}
      >
        {texts.t('settings.keys.press', { name: texts.t(`keys.${id}`) })}
      </button>
      <Button onClick={onLeave}>{ui.t('ui.action.cancel')}</Button>
      <p role="alert" className="tone-danger" data-testid={SETTINGS_TEST_IDS.shortcutRefused}>
        {refused}
      </p>
    </div>
  );
}

function Shortcut(props: { id: ShortcutId; texts: Translator; choices: ShortcutChoices }) {
  const { id, texts, choices } = props;
  const { t } = texts;
  const call = useCall();
  const [asking, setAsking] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const name = t(`keys.${id}`);
  const leave = (): void => {
    setAsking(false);
    // The button is drawn again first.
    requestAnimationFrame(() => row.current?.querySelector('button')?.focus());
  };
  const { [id]: _own, ...others } = choices;
  const set = (next: ShortcutChoices): void => {
    leave();
    void call('app.preferences', { shortcuts: next });
  };
  return (
    <li ref={row} className="shortcut" data-testid={settingsTestId.shortcut(id)}>
      <span>{name}</span>
      <Keys keys={keysOf(id, choices)} or={t('keys.or')} />
      {asking ? (
        <Capture
          id={id}
          texts={texts}
          choices={choices}
          onLeave={leave}
          onTaken={(keys) => set({ ...others, [id]: keys })}
        />
      ) : (
        <span className="row">
          <Button
            aria-label={t('settings.keys.change-name', { name })}
            data-testid={settingsTestId.changeShortcut(id)}
            onClick={() => setAsking(true)}
          >
            {t('settings.keys.change')}
          </Button>
          {choices[id] !== undefined && (
            <ResetButton id={id} name={name} texts={texts} onReset={() => set(others)} />
          )}
        </span>
      )}
    </li>
  );
}

/** Every shortcut with its keys, each of which can be other ones. */
export function ShortcutList({ texts }: { texts: Translator }) {
  const call = useCall();
  const choices = useView((view) => view.settings.shortcuts);
  const isChanged = Object.keys(choices).length > 0;
  return (
    <>
      <SettingRow
        id="shortcuts"
        texts={texts}
        usual={null}
        onReset={isChanged ? () => void call('app.preferences', { shortcuts: {} }) : null}
      >
        {null}
      </SettingRow>
      <ul className="shortcuts">
        {SHORTCUT_IDS.map((id) => (
          <Shortcut key={id} id={id} texts={texts} choices={choices} />
        ))}
      </ul>
    </>
  );
}
