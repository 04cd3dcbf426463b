import { Link16Regular } from '@fluentui/react-icons';
import { addressOf } from '../../shared/address';
import { useTranslator } from '../i18n/translator';
import { WINDOW_TEST_IDS } from '../window-testids';
import { CopyButton } from './CommandBlock';

/** Copies the address of a customer, or of one of its runs. */
export function LinkButton({ customer, run }: { customer: string; run?: string }) {
  const { t } = useTranslator();
  const address =
    run === undefined
      ? addressOf({ kind: 'customer', customer, place: 'overview' })
      : addressOf({ kind: 'run', customer, run });
  return (
    <CopyButton
      text={address}
      icon={<Link16Regular />}
      name={t(run === undefined ? 'ui.link.customer' : 'ui.link.run')}
      testid={run === undefined ? WINDOW_TEST_IDS.customerLink : WINDOW_TEST_IDS.runLink}
    />
  );
}
