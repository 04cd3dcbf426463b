import {
  ArrowImport20Regular,
  ArrowSwap16Regular,
  CheckmarkCircle16Filled,
  Circle16Regular,
  DocumentBulletList16Regular,
  DocumentError16Regular,
  ErrorCircle16Regular,
  EyeTracking16Regular,
  Warning16Regular,
} from '@fluentui/react-icons';
import type { CustomerRowView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { customersTestId } from '../../customers-testids';

const LOOK = {
  'not-read': [Circle16Regular, 'muted'],
  read: [EyeTracking16Regular, 'muted'],
  staged: [ArrowImport20Regular, 'muted'],
  planned: [DocumentBulletList16Regular, 'tone-brand'],
  interrupted: [ErrorCircle16Regular, 'tone-danger'],
  certificate: [Warning16Regular, 'tone-warn'],
  verified: [CheckmarkCircle16Filled, 'tone-ok'],
  attention: [Warning16Regular, 'tone-warn'],
  drifted: [ArrowSwap16Regular, 'tone-warn'],
} as const satisfies Record<CustomerRowView['status'], unknown>;

/** Today's runs by their time, older ones by their day, too. A line ends between the two, not within either. */
function when(iso: string, { time, dateTime, date }: Translator): string {
  const isToday = date(iso) === date(new Date().toISOString());
  return isToday ? time(iso) : dateTime(iso).replace(/(?<![,日]) /g, '\u00a0');
}

function words(row: CustomerRowView, texts: Translator): string {
  const { t } = texts;
  const { status, daysLeft = 0, expiry = '', verifiedAt = '', lastRun, readAt, changes } = row;
  switch (status) {
    case 'interrupted':
      return lastRun === undefined
        ? t('ui-customers.status.interrupted-plain')
        : t('ui-customers.status.interrupted', { time: when(lastRun, texts) });
    case 'certificate':
      return daysLeft < 0
        ? t('ui-customers.status.certificate-ended', { date: expiry })
        : t('ui-customers.status.certificate', { days: daysLeft });
    case 'verified':
      return t('ui-customers.status.verified', { date: verifiedAt });
    case 'drifted':
      return t('ui-customers.status.drifted', { count: row.drifted ?? 0 });
    case 'planned':
      return readAt === undefined || changes === undefined
        ? t('ui-customers.status.planned')
        : t('ui-customers.status.planned-read', { changes, date: readAt });
    case 'read':
      return readAt === undefined
        ? t('ui-customers.status.read')
        : t('ui-customers.status.read-at', { date: readAt });
    case 'attention':
    case 'staged':
    case 'not-read':
      return t(`ui-customers.status.${status}`);
  }
}

/** Shape and words for where a customer stands: the gravest thing known, or what comes next. */
export function CustomerStatus({ row, texts }: { row: CustomerRowView; texts: Translator }) {
  const isDamaged = row.error !== undefined;
  const [Icon, tone] = isDamaged
    ? ([DocumentError16Regular, 'tone-danger'] as const)
    : LOOK[row.status];
  return (
    <span
      className={`verdict ${row.status === 'certificate' && (row.daysLeft ?? 0) < 0 ? 'tone-danger' : tone}`}
      data-status={isDamaged ? 'unreadable' : row.status}
      data-testid={customersTestId.status(row.id)}
    >
      <Icon aria-hidden="true" />
      {isDamaged ? texts.t('ui-customers.status.unreadable') : words(row, texts)}
    </span>
  );
}
