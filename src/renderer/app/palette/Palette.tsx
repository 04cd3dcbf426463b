import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { isMeantAsAddress } from '../../../shared/address';
import type { ErrorCode } from '../../../shared/errors';
import type { Translator } from '../../../shared/messages';
import { loadSettingsMessages } from '../../../shared/messages/settings';
import { Modal } from '../../components/Modal';
import { useArea } from '../../i18n/area';
import { useTranslator } from '../../i18n/translator';
import { SETTINGS_TEST_IDS, settingsTestId } from '../../settings-testids';
import { useServices, useView } from '../../state/context';
import { showDialog } from '../../state/ui-store';
import { isComposing, keysText } from '../key-name';
import { addressEntry, entriesOf, found, type PaletteEntry } from './entries';
import { ErrorCard } from './ErrorCard';
import './palette.css';

const optionId = (entry: PaletteEntry): string => `palette-option-${entry.id}`;

/** Where an arrow key leads; around the ends. */
function moved(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'PageDown') return Math.min(count - 1, at + 8);
  if (key === 'PageUp') return Math.max(0, at - 8);
  return null;
}

function Option(props: {
  entry: PaletteEntry;
  isChosen: boolean;
  texts: Translator;
  onChoose: () => void;
}) {
  const { entry, isChosen, texts, onChoose } = props;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li
      ref={row}
      id={optionId(entry)}
      role="option"
      className="palette-option"
      aria-selected={isChosen}
      data-testid={settingsTestId.entry(entry.id)}
      onClick={onChoose}
    >
      <span className="palette-title">{entry.title}</span>
      {entry.kind === 'customer' && <span className="muted caption">{entry.further}</span>}
      <span className="palette-end">
        {entry.keys !== undefined && (
          <kbd translate="no">{keysText(entry.keys, texts.language)}</kbd>
        )}
        <span className="muted caption">{texts.t(`palette.kind.${entry.kind}`)}</span>
      </span>
    </li>
  );
}

function Search(props: {
  texts: Translator;
  found: readonly PaletteEntry[];
  typed: string;
  onType: (typed: string) => void;
  onChoose: (entry: PaletteEntry) => void;
}) {
  const { texts, found: shown, typed, onType, onChoose } = props;
  const { t } = texts;
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  // Also on the way back from an error.
  useEffect(() => field.current?.focus(), []);
  const chosen = shown[Math.min(at, shown.length - 1)];
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event.nativeEvent)) return;
    const next = moved(event.key, at, shown.length);
    if (next !== null) setAt(next);
    else if (event.key !== 'Enter') return;
    else if (chosen !== undefined) onChoose(chosen);
    event.preventDefault();
  };
  return (
    <>
      <input
        ref={field}
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls="palette-list"
        aria-label={t('palette.field')}
        placeholder={t('palette.field')}
        spellCheck={false}
        autoComplete="off"
        maxLength={200}
        value={typed}
        data-testid={SETTINGS_TEST_IDS.paletteInput}
        onChange={(event) => {
          onType(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        {...(chosen !== undefined && { 'aria-activedescendant': optionId(chosen) })}
      />
      <ul
        id="palette-list"
        role="listbox"
        className="palette-list"
        aria-label={t('palette.results')}
        data-testid={SETTINGS_TEST_IDS.paletteList}
      >
        {shown.map((entry) => (
          <Option
            key={entry.id}
            entry={entry}
            isChosen={entry === chosen}
            texts={texts}
            onChoose={() => onChoose(entry)}
          />
        ))}
      </ul>
      {shown.length === 0 && <p>{t('palette.none', { text: typed.trim() })}</p>}
      <p className="spread muted caption palette-foot">
        <span role="status">{t('palette.count', { count: shown.length })}</span>
        <span aria-hidden="true">{t('palette.hint')}</span>
      </p>
    </>
  );
}

/** Commands, customers, settings and error codes in one field. */
export default function Palette() {
  const ui = useTranslator();
  const texts = useArea(loadSettingsMessages);
  return texts === null ? null : <Open texts={texts} ui={ui} />;
}

function Open({ texts, ui }: { texts: Translator; ui: Translator }) {
  const services = useServices();
  const view = useView((all) => all);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<ErrorCode | null>(null);
  const entries = useMemo(
    () => entriesOf({ services, view, ui, texts }),
    [services, view, ui, texts],
  );
  const shown = useMemo(
    () =>
      isMeantAsAddress(typed) ? [addressEntry({ services, texts }, typed)] : found(typed, entries),
    [typed, entries, services, texts],
  );
  const close = (): void => showDialog(services.ui, null);
  const choose = ({ act }: PaletteEntry): void => {
    if ('show' in act) {
      setError(act.show);
      return;
    }
    // First: the command may open a dialog or move the focus itself.
    close();
    act.do();
  };
  return (
    <Modal
      className="palette"
      testid={SETTINGS_TEST_IDS.palette}
      labelledBy="palette-name"
      onClose={() => (error === null ? close() : setError(null))}
    >
      <h2 id="palette-name" className="visually-hidden">
        {texts.t('palette.title')}
      </h2>
      {error === null ? (
        <Search texts={texts} found={shown} typed={typed} onType={setTyped} onChoose={choose} />
      ) : (
        <ErrorCard code={error} texts={texts} onBack={() => setError(null)} onLeave={close} />
      )}
    </Modal>
  );
}
