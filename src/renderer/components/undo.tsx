import { Button } from '@fluentui/react-components';
import { ArrowUndo20Regular } from '@fluentui/react-icons';
import type { RunSummaryView } from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { useCall, useServices } from '../state/context';
import { goTo } from '../state/ui-store';

const CHANGED: readonly string[] = ['done', 'partly', 'failed', 'stopped', 'closed'];

/** Whether this product can still take the run back. */
export function canUndo(run: RunSummaryView): boolean {
  return run.kind === 'apply' && !run.undone && CHANGED.includes(run.result);
}

/** Plans the undo of a run and shows the plan. */
export function UndoButton(props: {
  run: string;
  disabled: boolean;
  testid: string;
  subtle?: boolean;
}) {
  const { t } = useTranslator();
  const call = useCall();
  const { ui } = useServices();
  const plan = async (): Promise<void> => {
    const answer = await call('undo.plan', { run: props.run });
    if (answer.ok) goTo(ui, 'plan');
  };
  return (
    <Button
      appearance={props.subtle === true ? 'subtle' : 'secondary'}
      icon={<ArrowUndo20Regular />}
      disabled={props.disabled}
      data-testid={props.testid}
      onClick={() => void plan()}
    >
      {t('ui.run.undo')}
    </Button>
  );
}
