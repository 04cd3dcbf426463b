import { POLICY_NAMES, type PolicyName, type PolicyValues } from '../../../shared/policy';
import type { Translator } from '../../../shared/messages';
import { LockClosed20Regular } from '@fluentui/react-icons';
import { Problem } from '../../components/Problem';
import { SETTINGS_TEST_IDS, settingsTestId } from '../../settings-testids';
import { useView } from '../../state/context';

/** A value as people read it; names of the policy's own stay as they are written there. */
function valueText(name: PolicyName, values: PolicyValues, { t }: Translator): string {
  const value = values[name];
  if (typeof value === 'boolean') return t(value ? 'policy.on' : 'policy.off');
  if (name === 'IdleLockMinutes') return t('policy.minutes', { minutes: Number(value) });
  if (name === 'LogDays') return t('policy.days', { days: Number(value) });
  if (name === 'Updates') return t(value === 'ask' ? 'policy.updates.ask' : 'policy.updates.off');
  if (name === 'UpdateFeed') return value === '' ? t('policy.none') : String(value);
  if (Array.isArray(value)) return value.length === 0 ? t('policy.nothing') : value.join(', ');
  return t('policy.none');
}

/** Everything that the organisation set, and what of it could not be used. Absent where nothing is set. */
export function PolicyPanel({ texts }: { texts: Translator | null }) {
  const { values, setBy, problems } = useView((view) => view.policy);
  const names = POLICY_NAMES.filter((name) => setBy[name] !== undefined);
  if (texts === null || (names.length === 0 && problems.length === 0)) return null;
  const { t } = texts;
  return (
    <section
      className="stack-tight"
      aria-labelledby="policy-title"
      data-testid={SETTINGS_TEST_IDS.policyPanel}
    >
      <h2 id="policy-title" className="row">
        <LockClosed20Regular aria-hidden="true" />
        {t('policy.title')}
      </h2>
      <p className="muted">{t('policy.lead')}</p>
      {names.length > 0 && (
        <div className="card settings-group">
          {names.map((name) => (
            <div key={name} className="setting" data-testid={settingsTestId.policy(name)}>
              <div className="setting-text">
                <h3>{t(`policy.${name}`)}</h3>
                <p className="muted">{t(`policy.${name}-text`)}</p>
              </div>
              <div className="setting-control">
                <strong className="break">{valueText(name, values, texts)}</strong>
                <span className="caption muted">{t(`policy.by.${setBy[name] ?? 'machine'}`)}</span>
              </div>
            </div>
          ))}
        </div>
      )}
      {problems.length > 0 && <h2 className="policy-problems">{t('policy.problems')}</h2>}
      {problems.map((problem) => (
        <Problem key={JSON.stringify(problem)} error={problem} />
      ))}
    </section>
  );
}
