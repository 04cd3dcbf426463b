import { Button } from '@fluentui/react-components';
import { Open20Regular } from '@fluentui/react-icons';
import type { CustomerRowView } from '../../../shared/ipc/views';
import { useTranslator } from '../../i18n/translator';
import { useCall, useView } from '../../state/context';
import { windowTestId } from '../../window-testids';

/** Opens a customer in a window of its own; one that is open in another window says so and is shown there. */
export function OtherWindow({ row }: { row: CustomerRowView }) {
  const { t } = useTranslator();
  const call = useCall();
  const isHere = useView((view) => view.open?.id === row.id);
  const isElsewhere = useView((view) => view.frame.elsewhere.includes(row.id));
  if (row.error !== undefined || isHere) return null;
  const name = t('ui.window.open', { name: row.name });
  return isElsewhere ? (
    <Button
      size="small"
      data-testid={windowTestId.elsewhere(row.id)}
      title={t('ui.window.show')}
      onClick={() => void call('window.show', { id: row.id })}
    >
      {t('ui.window.elsewhere')}
    </Button>
  ) : (
    <Button
      appearance="subtle"
      icon={<Open20Regular />}
      aria-label={name}
      title={name}
      data-testid={windowTestId.openInWindow(row.id)}
      onClick={() => void call('window.open', { customer: row.id })}
    />
  );
}
