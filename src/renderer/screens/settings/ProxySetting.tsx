import { Button, Field, Input } from '@fluentui/react-components';
import { useState, type SubmitEvent } from 'react';
import type { Translator } from '../../../shared/messages';
import { isProxyAddress } from '../../../shared/settings';
import { Select } from '../../components/controls/Select';
import { SETTINGS_TEST_IDS, settingsTestId } from '../../settings-testids';
import { useCall, useView } from '../../state/context';
import { labelled, SettingRow } from './SettingRow';

const KINDS = ['system', 'none', 'address'] as const;
type Kind = (typeof KINDS)[number];

/** How the tenant is reached. An address holds once it is one. */
export function ProxySetting({ texts }: { texts: Translator }) {
  const { t } = texts;
  const call = useCall();
  const proxy = useView((view) => view.settings.proxy);
  const [asked, setAsked] = useState<Kind | null>(null);
  const kind = asked ?? proxy.kind;
  const choose = (next: Kind): void => {
    setAsked(next === 'address' ? next : null);
    if (next !== 'address') void call('app.preferences', { proxy: { kind: next } });
  };
  return (
    <SettingRow
      id="proxy"
      texts={texts}
      usual={t('settings.proxy.system')}
      onReset={proxy.kind === 'system' ? null : () => choose('system')}
    >
      <Select
        {...labelled('proxy')}
        value={kind}
        data-testid={settingsTestId.setting('proxy')}
        onChange={(value) => {
          const next = KINDS.find((each) => each === value);
          if (next !== undefined) choose(next);
        }}
      >
        {KINDS.map((each) => (
          <option key={each} value={each}>
            {t(`settings.proxy.${each}`)}
          </option>
        ))}
      </Select>
      {kind === 'address' && (
        <Address
          texts={texts}
          first={proxy.kind === 'address' ? proxy.address : ''}
          onUse={(address) => {
            setAsked(null);
            void call('app.preferences', { proxy: { kind: 'address', address } });
          }}
        />
      )}
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
    setWrong(!isProxyAddress(given));
    if (isProxyAddress(given)) props.onUse(given);
  };
  return (
    <form className="stack-tight" onSubmit={submit} noValidate>
      <Field
        required
        label={t('settings.proxy.field')}
        hint={t('settings.proxy.hint')}
        {...(isWrong && {
          validationState: 'error' as const,
          validationMessage: t('settings.proxy.problem'),
        })}
      >
        <Input
          value={address}
          spellCheck={false}
          autoComplete="off"
          maxLength={256}
          data-testid={SETTINGS_TEST_IDS.proxyAddress}
          onChange={(_, data) => setAddress(data.value)}
        />
      </Field>
      <div className="row">
        <Button type="submit" data-testid={SETTINGS_TEST_IDS.proxyUse}>
          {t('settings.proxy.use')}
        </Button>
      </div>
    </form>
  );
}
