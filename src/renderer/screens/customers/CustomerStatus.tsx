import {
  CheckmarkCircle16Filled,
  Circle16Regular,
  DocumentBulletList16Regular,
  DocumentError16Regular,
  EyeTracking16Regular,
  Warning16Regular,
} from '@fluentui/react-icons';
import type { CustomerRowView } from '../../../shared/ipc/views';
import { useTranslator } from '../../i18n/translator';

const LOOK = {
  'not-read': [Circle16Regular, 'muted'],
  read: [EyeTracking16Regular, 'muted'],
  planned: [DocumentBulletList16Regular, 'tone-brand'],
  interrupted: [Warning16Regular, 'tone-danger'],
  verified: [CheckmarkCircle16Filled, 'tone-ok'],
  attention: [Warning16Regular, 'tone-warn'],
} as const satisfies Record<CustomerRowView['status'], unknown>;

/** Icon and word for where a customer stands. */
export function CustomerStatus({ row }: { row: CustomerRowView }) {
  const { t } = useTranslator();
  const [Icon, tone] =
    row.error === undefined ? LOOK[row.status] : ([DocumentError16Regular, 'tone-danger'] as const);
  const word = row.error === undefined ? row.status : 'unreadable';
  return (
    <span className={`verdict ${tone}`}>
      <Icon aria-hidden="true" />
      {t(`ui.customers.status-${word}`)}
    </span>
  );
}
