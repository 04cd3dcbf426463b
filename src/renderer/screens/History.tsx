import type { CustomerView } from '../../shared/ipc/views';
import { loadHistoryMessages } from '../../shared/messages/history';
import { useArea } from '../i18n/area';
import { useServices, useUi } from '../state/context';
import { goToHistory, type HistoryPlace } from '../state/ui-store';
import { Comparison } from './history/Comparison';
import { HistoryList } from './history/HistoryList';
import { ReadDetails } from './history/ReadDetails';
import { RunDetails } from './history/RunDetails';
import './history.css';

/** Everything that was done for a customer, one run in detail, or two reads compared. */
export default function History({ customer }: { customer: CustomerView }) {
  const texts = useArea(loadHistoryMessages);
  const { ui } = useServices();
  const place = useUi((state) => state.historyPlace);
  if (texts === null) return null;
  const go = (next: HistoryPlace): void => goToHistory(ui, next);
  const back = (): void => go({ kind: 'list' });
  switch (place.kind) {
    case 'list':
      return <HistoryList customer={customer} texts={texts} onOpen={go} />;
    case 'run':
      return (
        <RunDetails
          key={place.run}
          run={place.run}
          texts={texts}
          customer={customer}
          onBack={back}
        />
      );
    case 'read':
      return <ReadDetails key={place.read} read={place.read} texts={texts} onBack={back} />;
    case 'comparison':
      return (
        <Comparison
          key={`${place.before} ${place.after}`}
          before={place.before}
          after={place.after}
          texts={texts}
          onBack={back}
        />
      );
  }
}
