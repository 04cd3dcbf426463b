import type { Ladder, Rung } from '../../../shared/doctor';
import { Expander } from '../../components/Expander';
import { Problem } from '../../components/Problem';
import { StateMark, type MarkState } from '../../components/StateMark';
import { useTranslator } from '../../i18n/translator';
import { testId } from '../../testids';

const MARKS: Readonly<Record<Rung['state'], MarkState>> = {
  passed: 'verified',
  warned: 'attention',
  failed: 'failed',
  'not-used': 'not-needed',
  'not-tried': 'not-started',
};

function RungRow(props: { ladder: Ladder['id']; rung: Rung; number: number }) {
  const { t, text, duration } = useTranslator();
  const { ladder, rung, number } = props;
  const name = t(`doctor.rung.${rung.id}`);
  return (
    <li
      className="doctor-rung"
      data-state={rung.state}
      data-testid={testId.doctorRung(ladder, rung.id)}
    >
      <StateMark state={MARKS[rung.state]} number={number} />
      <div className="doctor-rung-body">
        <div className="doctor-rung-head">
          <span className="doctor-rung-name">{name}</span>
          <span className="muted">{t(`doctor.state.${rung.state}`)}</span>
          {rung.milliseconds >= 1_000 && (
            <span className="muted caption">{duration(rung.milliseconds)}</span>
          )}
        </div>
        {'note' in rung && <p className="doctor-note">{text(rung.note)}</p>}
        {'error' in rung && (
          <Expander
            label={t('doctor.ui.problem', { name })}
            open={rung.state === 'failed'}
            testid={testId.error(rung.error.code)}
          >
            <Problem error={rung.error} />
          </Expander>
        )}
      </div>
    </li>
  );
}

/** One way to one target, the lowest rung first. */
export function LadderCard({ ladder }: { ladder: Ladder }) {
  const { t } = useTranslator();
  return (
    <section className="card stack-tight" aria-labelledby={`ladder-${ladder.id}`}>
      <div className="section-head">
        <h2 className="node-title" id={`ladder-${ladder.id}`}>
          {t(`doctor.ladder.${ladder.id}`)}{' '}
          <span className="doctor-target" translate="no">
            {ladder.target}
          </span>
        </h2>
        <span className="muted">{t(`doctor.way.${ladder.way}`)}</span>
      </div>
      {ladder.rungs.length === 0 ? (
        <p>{t('doctor.ladder.carry')}</p>
      ) : (
        <ol className="doctor-ladder">
          {ladder.rungs.map((rung, index) => (
            <RungRow key={rung.id} ladder={ladder.id} rung={rung} number={index + 1} />
          ))}
        </ol>
      )}
    </section>
  );
}
