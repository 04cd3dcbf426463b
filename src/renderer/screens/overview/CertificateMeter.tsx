import { Certificate20Regular } from '@fluentui/react-icons';
import type { CertificateView } from '../../../shared/ipc/views';
import { shortThumbprint } from '../../components/thumbprint';
import { useTranslator } from '../../i18n/translator';
import { TEST_IDS } from '../../testids';

/** Days before the end from which a certificate needs attention (Microsoft's own renewal script warns then). */
const SOON = 60;

function spentShare({ notBefore, notAfter, daysLeft }: CertificateView): number {
  const days = (Date.parse(notAfter) - Date.parse(notBefore)) / 86_400_000;
  return days <= 0 ? 1 : Math.min(1, Math.max(0, 1 - daysLeft / days));
}

/** How much of the auth certificate's life is over, in words and as a bar. */
export function CertificateMeter({ certificate }: { certificate: CertificateView }) {
  const { t, date } = useTranslator();
  const { daysLeft } = certificate;
  const tone = daysLeft < 0 ? 'danger' : daysLeft <= SOON ? 'warn' : 'ok';
  return (
    <section className="card stack-tight" data-testid={TEST_IDS.certificate}>
      <h2 className="node-title">
        <Certificate20Regular aria-hidden="true" />
        {t('ui.certificate.title')}
        <code className="muted" translate="no" title={certificate.thumbprint}>
          {shortThumbprint(certificate.thumbprint)}
        </code>
      </h2>
      <div className={`meter meter-${tone}`} aria-hidden="true">
        <div style={{ inlineSize: `${Math.round(spentShare(certificate) * 100)}%` }} />
      </div>
      <p className={tone === 'ok' ? 'muted' : `tone-${tone}`}>
        {daysLeft < 0
          ? t('ui.certificate.ended', { date: date(certificate.notAfter) })
          : t('ui.certificate.ends', { date: date(certificate.notAfter), days: daysLeft })}
      </p>
    </section>
  );
}
