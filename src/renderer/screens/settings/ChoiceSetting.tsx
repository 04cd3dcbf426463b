import type { Translator } from '../../../shared/messages';
import { Select } from '../../components/controls/Select';
import { useTranslator } from '../../i18n/translator';
import { settingsTestId } from '../../settings-testids';
import { useCall, useView } from '../../state/context';
import { choicesOf, type ChoiceId } from './choices';
import { refusedSetting } from '../../../shared/policy';
import { Locked } from './Locked';
import { labelled, SettingRow } from './SettingRow';

/** A setting that is one of a few values; each holds as soon as it is chosen. */
export function ChoiceSetting(props: { id: ChoiceId; texts: Translator; policy: Translator }) {
  const { id, texts } = props;
  const ui = useTranslator();
  const call = useCall();
  const view = useView((all) => all);
  const { value, usual, choices } = choicesOf(id, view, texts, ui);
  const set = (wanted: string | null): void => {
    const choice = choices.find((each) => each.value === wanted);
    if (choice !== undefined) void call('app.preferences', choice.change);
  };
  // What the organisation refuses is not offered; a stricter choice than it asks for is.
  const open = choices.filter(
    (each) => each.value === value || refusedSetting(each.change, view.policy) === undefined,
  );
  const isLocked = open.length < choices.length;
  const isChanged = usual !== null && usual !== value && open.some((each) => each.value === usual);
  return (
    <SettingRow
      id={id}
      texts={texts}
      usual={choices.find((each) => each.value === usual)?.label ?? null}
      onReset={isChanged ? () => set(usual) : null}
    >
      {isLocked && <Locked policy={props.policy} id={id} hasChoice={open.length > 1} />}
      {open.length === 1 ? (
        <span data-testid={settingsTestId.setting(id)}>{open[0]?.label}</span>
      ) : (
        <Select
          {...labelled(id)}
          value={value}
          data-testid={settingsTestId.setting(id)}
          onChange={(value) => set(value)}
        >
          {open.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      )}
    </SettingRow>
  );
}
