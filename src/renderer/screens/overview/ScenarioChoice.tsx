import { SCENARIO_VIEWS } from '../../../shared/ipc/views';
import type { CustomerView, ScenarioView } from '../../../shared/ipc/views';
import { Radio, RadioGroup } from '../../components/controls/Radio';
import { useTranslator } from '../../i18n/translator';
import { useCall } from '../../state/context';
import { TEST_IDS, testId } from '../../testids';

/** What is worked on for this customer: its steps, plan and proofs follow. */
export function ScenarioChoice({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  const call = useCall();
  return (
    <section className="card stack-tight">
      <h2 className="node-title" id="scenario-title">
        {t('ui.scenario.title')}
      </h2>
      <RadioGroup
        value={customer.scenario}
        aria-labelledby="scenario-title"
        disabled={customer.busy !== null}
        data-testid={TEST_IDS.scenario}
        onChange={(value) =>
          void call('customer.inputs', { values: {}, scenario: value as ScenarioView })
        }
      >
        {SCENARIO_VIEWS.map((scenario) => (
          <Radio
            key={scenario}
            value={scenario}
            data-testid={testId.scenario(scenario)}
            label={
              <>
                <span className="strong">{t(`ui.scenario.${scenario}`)}</span>
                <br />
                <span className="muted">{t(`ui.scenario.${scenario}-text`)}</span>
              </>
            }
          />
        ))}
      </RadioGroup>
    </section>
  );
}
