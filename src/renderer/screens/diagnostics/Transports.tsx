import type { TransportReport } from '../../../shared/doctor';
import { useTranslator } from '../../i18n/translator';
import { TEST_IDS } from '../../testids';
import { StateWord } from './StateWord';

const KINDS = { works: 'good', 'does-not-work': 'none', 'not-known': 'open' } as const;

/** Which ways to the servers work from here, and why the others do not. */
export function Transports({ transports }: { transports: readonly TransportReport[] }) {
  const { t, text } = useTranslator();
  return (
    <section className="card stack-tight" aria-labelledby="doctor-transports">
      <h2 className="node-title" id="doctor-transports">
        {t('doctor.transports')}
      </h2>
      <table
        className="doctor-table"
        aria-labelledby="doctor-transports"
        data-testid={TEST_IDS.doctorTransports}
      >
        <thead>
          <tr>
            <th scope="col">{t('doctor.ui.way')}</th>
            <th scope="col">{t('doctor.ui.state')}</th>
            <th scope="col">{t('doctor.ui.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {transports.map(({ id, state, reason }) => (
            <tr key={id} data-state={state}>
              <th scope="row">{t(`doctor.transport.${id}`)}</th>
              <td>
                <StateWord kind={KINDS[state]}>{t(`doctor.transport-state.${state}`)}</StateWord>
              </td>
              <td>{text(reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
