import { Radio, RadioGroup } from '@fluentui/react-components';
import {
  EXCHANGE_WAY_VIEWS,
  TENANT_WAY_VIEWS,
  type ExchangeWayView,
  type TenantWayView,
} from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { testId } from '../testids';

/** How servers and tenant are reached. */
export interface Ways {
  readonly exchange: ExchangeWayView;
  readonly tenant: TenantWayView;
}

/** What holds where nothing was chosen. */
export const USUAL_WAYS: Ways = { exchange: 'remote', tenant: 'sign-in' };

function Choice(props: { title: string; text: string }) {
  return (
    <>
      <span className="strong">{props.title}</span>
      <br />
      <span className="muted">{props.text}</span>
    </>
  );
}

/** The ways to Exchange and to the tenant, each with what it needs. */
export function WayChoice(props: {
  ways: Ways;
  disabled: boolean;
  onChange: (ways: Ways) => void;
}) {
  const { t } = useTranslator();
  const { ways, disabled, onChange } = props;
  return (
    <>
      <section className="card stack-tight">
        <h2 className="node-title" id="way-exchange">
          {t('ui.way.exchange')}
        </h2>
        <RadioGroup
          value={ways.exchange}
          aria-labelledby="way-exchange"
          disabled={disabled}
          onChange={(_, data) => {
            const exchange = EXCHANGE_WAY_VIEWS.find((way) => way === data.value);
            if (exchange !== undefined) onChange({ ...ways, exchange });
          }}
        >
          {EXCHANGE_WAY_VIEWS.map((way) => (
            <Radio
              key={way}
              value={way}
              data-testid={testId.way('exchange', way)}
              label={
                <Choice
                  title={t(`core.way.exchange.${way}`)}
                  text={t(`ui.way.exchange.${way}-needs`)}
                />
              }
            />
          ))}
        </RadioGroup>
      </section>
      <section className="card stack-tight">
        <h2 className="node-title" id="way-tenant">
          {t('ui.way.tenant')}
        </h2>
        <RadioGroup
          value={ways.tenant}
          aria-labelledby="way-tenant"
          disabled={disabled}
          onChange={(_, data) => {
            const tenant = TENANT_WAY_VIEWS.find((way) => way === data.value);
            if (tenant !== undefined) onChange({ ...ways, tenant });
          }}
        >
          {TENANT_WAY_VIEWS.map((way) => (
            <Radio
              key={way}
              value={way}
              data-testid={testId.way('tenant', way)}
              label={
                <Choice
                  title={t(`core.way.tenant.${way}`)}
                  text={t(`ui.way.tenant.${way}-needs`)}
                />
              }
            />
          ))}
        </RadioGroup>
      </section>
    </>
  );
}
