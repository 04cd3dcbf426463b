import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { FeatureCheck } from '../../shared/checks';
import { FEATURE_CHECKS } from '../../shared/checks';
import type { CustomerView, ProofView } from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { testId } from '../testids';
import { SignCheck } from './SignCheck';

/** The check that a row of the third rung is about; undefined for other rows. */
function checkOf({ resource }: ProofView): FeatureCheck | undefined {
  return FEATURE_CHECKS.find((check) => resource === `feature:${check}`);
}

/** Who signed a check and when, and the way to sign it. Nothing for other rows. */
export function SignedCheck({ proof, customer }: { proof: ProofView; customer: CustomerView }) {
  const { t, text, dateTime } = useTranslator();
  const [open, setOpen] = useState(false);
  const check = checkOf(proof);
  const { verification } = customer;
  if (check === undefined || verification === null || verification.fingerprint === null)
    return null;
  const { signed } = proof;
  const title = text(proof.title);
  const signer = verification.proofs.flatMap((item) => item.signed?.by ?? []).at(-1) ?? '';
  return (
    <div className="spread signed-check">
      <div className="grow">
        {signed !== null && (
          <p data-testid={testId.signed(check)}>
            {t('check.signed', {
              result: t(`check.result.${signed.result}`),
              by: signed.by,
              when: dateTime(signed.at),
            })}
          </p>
        )}
        {signed !== null && signed.note !== '' && <p className="muted">{signed.note}</p>}
        {signed?.current === false && (
          <p className="tone-warn">{t('check.earlier', { fingerprint: signed.fingerprint })}</p>
        )}
      </div>
      <Button
        size="small"
        disabled={customer.busy !== null}
        aria-label={t('ui.check.record-label', { title })}
        data-testid={testId.sign(check)}
        onClick={() => setOpen(true)}
      >
        {t('ui.check.record')}
      </Button>
      {open && (
        <SignCheck
          check={check}
          title={title}
          fingerprint={verification.fingerprint}
          signer={signer}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
