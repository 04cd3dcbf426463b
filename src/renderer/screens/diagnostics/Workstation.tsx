import type { WorkstationCheck } from '../../../shared/doctor';
import { Expander } from '../../components/Expander';
import { Problem } from '../../components/Problem';
import { useTranslator } from '../../i18n/translator';
import { testId } from '../../testids';
import { StateWord } from './StateWord';

const KINDS = { passed: 'good', warned: 'remark', failed: 'bad', 'not-tried': 'open' } as const;

function Row({ check }: { check: WorkstationCheck }) {
  const { t, text } = useTranslator();
  const { id, state, error } = check;
  const name = t(`doctor.check-name.${id}`);
  return (
    <tr data-testid={testId.doctorCheck(id)} data-state={state}>
      <th scope="row">{name}</th>
      <td>
        <StateWord kind={KINDS[state]}>{t(`doctor.check-state.${state}`)}</StateWord>
      </td>
      <td>
        {text(check.text)}
        {error !== undefined && (
          <Expander label={t('doctor.ui.problem', { name })} open={state === 'failed'}>
            <Problem error={error} />
          </Expander>
        )}
      </td>
    </tr>
  );
}

/** What was found on this computer. */
export function Workstation({ checks }: { checks: readonly WorkstationCheck[] }) {
  const { t } = useTranslator();
  return (
    <section className="card stack-tight" aria-labelledby="doctor-workstation">
      <h2 className="node-title" id="doctor-workstation">
        {t('doctor.workstation')}
      </h2>
      <table className="doctor-table" aria-labelledby="doctor-workstation">
        <thead>
          <tr>
            <th scope="col">{t('doctor.ui.what')}</th>
            <th scope="col">{t('doctor.ui.state')}</th>
            <th scope="col">{t('doctor.ui.found')}</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check, index) => (
            <Row key={`${check.id}-${String(index)}`} check={check} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
