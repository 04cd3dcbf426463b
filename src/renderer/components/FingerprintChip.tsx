import { Fingerprint16Regular } from '@fluentui/react-icons';
import { useTranslator } from '../i18n/translator';

/** A plan's fingerprint; the same on plan, run and report. */
export function FingerprintChip(props: { fingerprint: string; testid: string }) {
  const { t } = useTranslator();
  return (
    <span className="pill" title={t('ui.plan.fingerprint')}>
      <Fingerprint16Regular aria-hidden="true" />
      <span className="visually-hidden">{t('ui.plan.fingerprint')}</span>
      <code translate="no" data-testid={props.testid}>
        {props.fingerprint}
      </code>
    </span>
  );
}
