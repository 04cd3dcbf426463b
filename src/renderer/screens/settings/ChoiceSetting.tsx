import type { Translator } from '../../../shared/messages';
import { Select } from '../../components/controls/Select';
import { useTranslator } from '../../i18n/translator';
import { settingsTestId } from '../../settings-testids';
import { useCall, useView } from '../../state/context';
import { choicesOf, type ChoiceId } from './choices';
import { labelled, SettingRow } from './SettingRow';

/** A setting that is one of a few values; each holds as soon as it is chosen. */
export function ChoiceSetting({ id, texts }: { id: ChoiceId; texts: Translator }) {
  const ui = useTranslator();
  const call = useCall();
  const view = useView((all) => all);
  const { value, usual, choices } = choicesOf(id, view, texts, ui);
  const set = (wanted: string | null): void => {
    const choice = choices.find((each) => each.value === wanted);
    if (choice !== undefined) void call('app.preferences', choice.change);
  };
  const isChanged = usual !== null && usual !== value;
  return (
    <SettingRow
      id={id}
      texts={texts}
      usual={choices.find((each) => each.value === usual)?.label ?? null}
      onReset={isChanged ? () => set(usual) : null}
    >
      <Select
        {...labelled(id)}
        value={value}
        data-testid={settingsTestId.setting(id)}
        onChange={(value) => set(value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    </SettingRow>
  );
}
