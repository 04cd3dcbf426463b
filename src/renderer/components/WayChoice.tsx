import {
  EXCHANGE_WAY_VIEWS,
  ONLINE_WAY_VIEWS,
  SKYPE_WAY_VIEWS,
  TENANT_WAY_VIEWS,
  type ExchangeWayView,
  type OnlineWayView,
  type SkypeWayView,
  type TenantWayView,
} from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { testId } from '../testids';
import { Radio, RadioGroup } from './controls/Radio';

/** How servers and tenant are reached. */
export interface Ways {
  readonly exchange: ExchangeWayView;
  readonly tenant: TenantWayView;
  readonly online: OnlineWayView;
  /** Absent where it is not asked for: most customers have no pool of their own. */
  readonly skype?: SkypeWayView;
}

/** What holds where nothing was chosen. */
export const USUAL_WAYS: Ways = { exchange: 'remote', tenant: 'sign-in', online: 'sign-in' };

function Choice(props: { title: string; text: string }) {
  return (
    <>
      <span className="strong">{props.title}</span>
      <br />
      <span className="muted">{props.text}</span>
    </>
  );
}

/** The ways to one side, each with what it needs. */
function SideChoice<W extends string>(props: {
  side: 'exchange' | 'tenant' | 'online' | 'skype';
  all: readonly W[];
  value: W;
  disabled: boolean;
  onChange: (way: W) => void;
}) {
  const { t, text } = useTranslator();
  const { side, all, value, disabled, onChange } = props;
  const title = `way-${side}`;
  return (
    <section className="card stack-tight">
      <h2 className="node-title" id={title}>
        {t(`ui.way.${side}`)}
      </h2>
      <RadioGroup
        value={value}
        aria-labelledby={title}
        disabled={disabled}
        onChange={(value) => {
          const chosen = all.find((way) => way === value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {all.map((way) => (
          <Radio
            key={way}
            value={way}
            data-testid={testId.way(side, way)}
            label={
              <Choice
                title={text({ key: `core.way.${side}.${way}`, args: {} })}
                text={text({ key: `ui.way.${side}.${way}-needs`, args: {} })}
              />
            }
          />
        ))}
      </RadioGroup>
    </section>
  );
}

/** The ways to Exchange, to the tenant, to Exchange Online, and to the pool where it is asked for. */
export function WayChoice(props: {
  ways: Ways;
  disabled: boolean;
  onChange: (ways: Ways) => void;
}) {
  const { ways, disabled, onChange } = props;
  // Exchange Online goes the tenant's way until another is chosen for it.
  const follows = ways.online === ways.tenant;
  return (
    <>
      <SideChoice
        side="exchange"
        all={EXCHANGE_WAY_VIEWS}
        value={ways.exchange}
        disabled={disabled}
        onChange={(exchange) => onChange({ ...ways, exchange })}
      />
      <SideChoice
        side="tenant"
        all={TENANT_WAY_VIEWS}
        value={ways.tenant}
        disabled={disabled}
        onChange={(tenant) => onChange({ ...ways, tenant, online: follows ? tenant : ways.online })}
      />
      <SideChoice
        side="online"
        all={ONLINE_WAY_VIEWS}
        value={ways.online}
        disabled={disabled}
        onChange={(online) => onChange({ ...ways, online })}
      />
      {ways.skype !== undefined && (
        <SideChoice
          side="skype"
          all={SKYPE_WAY_VIEWS}
          value={ways.skype}
          disabled={disabled}
          onChange={(skype) => onChange({ ...ways, skype })}
        />
      )}
    </>
  );
}
