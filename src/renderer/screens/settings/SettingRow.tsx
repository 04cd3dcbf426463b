import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Translator } from '../../../shared/messages';
import { settingsTestId } from '../../settings-testids';
import type { SettingId } from '../../state/settings-catalogue';

/** Names a control after its setting and describes it with the setting's effect. */
export function labelled(id: SettingId) {
  return { 'aria-labelledby': `setting-${id}-name`, 'aria-describedby': `setting-${id}-effect` };
}

/** A button that gives something its default back. */
export function ResetButton(props: {
  id: string;
  name: string;
  texts: Translator;
  onReset: () => void;
}) {
  const { id, name, texts, onReset } = props;
  return (
    <Button
      aria-label={texts.t('settings.reset-name', { name })}
      data-testid={settingsTestId.reset(id)}
      onClick={onReset}
    >
      {texts.t('settings.reset')}
    </Button>
  );
}

/** One setting: its name, one line of effect, its default, and a way back to it where it was changed. */
export function SettingRow(props: {
  id: SettingId;
  texts: Translator;
  /** What holds where nothing is set; null where the computer decides. */
  usual: string | null;
  onReset: (() => void) | null;
  children: ReactNode;
}) {
  const { id, texts, usual, onReset, children } = props;
  const { t } = texts;
  const name = t(`settings.${id}`);
  return (
    <div className="setting" data-setting={id}>
      <div className="setting-text">
        <h3 id={`setting-${id}-name`}>{name}</h3>
        <p id={`setting-${id}-effect`} className="muted">
          {t(`settings.${id}-text`)}
        </p>
        {usual !== null && (
          <p className="row caption muted">
            {t('settings.default', { value: usual })}
            {onReset !== null && <span className="pill">{t('settings.changed')}</span>}
          </p>
        )}
      </div>
      <div className="setting-control">
        {children}
        {onReset !== null && <ResetButton id={id} name={name} texts={texts} onReset={onReset} />}
      </div>
    </div>
  );
}
