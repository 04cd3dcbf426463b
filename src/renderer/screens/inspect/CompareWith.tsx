import { Field } from '@fluentui/react-components';
import type { CompareWith } from '../../../shared/inspection';
import type { Translator } from '../../../shared/messages';
import { Select } from '../../components/controls/Select';
import { INSPECT_IDS } from '../../inspect-testids';
import { useView } from '../../state/context';
import { sortCustomers } from '../customers/order';

/** In front of an id, which may be any word. */
const CUSTOMER = 'customer:';

function valueOf(chosen: CompareWith, hasOpen: boolean): string {
  if (chosen.kind === 'customer') return `${CUSTOMER}${chosen.id}`;
  return hasOpen ? chosen.kind : 'nobody';
}

function chosenBy(value: string): CompareWith {
  if (value.startsWith(CUSTOMER)) return { kind: 'customer', id: value.slice(CUSTOMER.length) };
  return { kind: value === 'nobody' ? 'nobody' : 'open' };
}

interface Props {
  readonly chosen: CompareWith;
  readonly disabled: boolean;
  readonly onChoose: (compare: CompareWith) => void;
  readonly texts: Translator;
}

/** Chooses whom tokens are compared with. Main reads what is kept of another customer; the window learns its name only. */
export function CompareWithChoice({ chosen, disabled, onChoose, texts }: Props) {
  const { t } = texts;
  const rows = useView((view) => view.customers);
  const open = useView((view) => view.open);
  const usable = rows.filter((row) => row.error === undefined && row.id !== open?.id);
  const others = sortCustomers(usable, 'name');
  if (open === null && others.length === 0) return null;
  return (
    <Field label={t('inspection.ui.compare')} className="compare-with">
      <Select
        value={valueOf(chosen, open !== null)}
        disabled={disabled}
        data-testid={INSPECT_IDS.compare}
        onChange={(value) => onChoose(chosenBy(value))}
      >
        {open !== null && (
          <option value="open">{t('inspection.ui.compare.open', { name: open.name })}</option>
        )}
        <option value="nobody">{t('inspection.ui.compare.nobody')}</option>
        {others.map(({ id, name, tenantDomain }) => (
          // Two customers may have one name; their tenants' domains tell them apart.
          <option key={id} value={`${CUSTOMER}${id}`}>{`${name} · ${tenantDomain}`}</option>
        ))}
      </Select>
    </Field>
  );
}
