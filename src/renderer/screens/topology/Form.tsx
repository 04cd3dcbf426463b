import { Field, Input } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import type { Translator } from '../../../shared/messages';
import { EXCHANGE_VERSIONS, PLACES, SKYPE_VERSIONS, TRUST_WAYS } from '../../../shared/topology';
import type { TopologyDescription } from '../../../shared/topology';
import { Radio, RadioGroup } from '../../components/controls/Radio';
import { Checkbox } from '../../components/controls/Toggle';
import { testId } from '../../testids';
import { hasExchange, hasSkype, splitNames } from './relevant';

type Names = 'pool' | 'mailDomain' | 'tenantDomain';

interface FormProps {
  readonly described: TopologyDescription;
  readonly texts: Translator;
  readonly onChange: (described: TopologyDescription) => void;
}

function Group(props: { title: string; children: ReactNode }) {
  return (
    <fieldset className="topology-group">
      <legend className="strong">{props.title}</legend>
      {props.children}
    </fieldset>
  );
}

function Where({
  field,
  described,
  texts,
  onChange,
}: FormProps & { field: 'mailboxes' | 'users' }) {
  const { t } = texts;
  return (
    <Group title={t(`topology.field.${field}`)}>
      <RadioGroup
        value={described[field]}
        aria-label={t(`topology.field.${field}`)}
        onChange={(value) => {
          const place = PLACES.find((item) => item === value);
          if (place !== undefined) onChange({ ...described, [field]: place });
        }}
      >
        {PLACES.map((place) => (
          <Radio
            key={place}
            value={place}
            label={t(`topology.${field}.${place}`)}
            data-testid={testId.topologyChoice(field, place)}
          />
        ))}
      </RadioGroup>
    </Group>
  );
}

/** Boxes of which any number may be ticked; the order of the answer is that of `all`. */
function Several<T extends string>(props: {
  field: string;
  title: string;
  all: readonly T[];
  ticked: readonly T[];
  label: (item: T) => string;
  onChange: (ticked: T[]) => void;
}) {
  const { field, title, all, ticked, label, onChange } = props;
  return (
    <Group title={title}>
      {all.map((item) => (
        <Checkbox
          key={item}
          checked={ticked.includes(item)}
          label={label(item)}
          data-testid={testId.topologyChoice(field, item)}
          onChange={(checked) =>
            onChange(all.filter((one) => (one === item ? checked : ticked.includes(one))))
          }
        />
      ))}
    </Group>
  );
}

function NameField({ field, described, texts, onChange }: FormProps & { field: Names }) {
  const { t } = texts;
  return (
    <Field label={t(`topology.field.${field}`)} hint={t(`topology.field.${field}-hint`)}>
      <Input
        value={described[field]}
        maxLength={256}
        spellCheck={false}
        autoComplete="off"
        data-testid={testId.topologyInput(field)}
        onChange={(_, { value }) => onChange({ ...described, [field]: value })}
      />
    </Field>
  );
}

/** Keeps the text as typed, so that a separator can be typed at all. */
function SipDomains({ described, texts, onChange }: FormProps) {
  const { t } = texts;
  const [text, setText] = useState(described.sipDomains.join(', '));
  return (
    <Field label={t('topology.field.sipDomains')} hint={t('topology.field.sipDomains-hint')}>
      <Input
        value={text}
        maxLength={4_000}
        spellCheck={false}
        autoComplete="off"
        data-testid={testId.topologyInput('sipDomains')}
        onChange={(_, { value }) => {
          setText(value);
          onChange({ ...described, sipDomains: splitNames(value) });
        }}
      />
    </Field>
  );
}

/** The description; only what matters for the chosen places is asked. */
export function Form(props: FormProps) {
  const { described, texts, onChange } = props;
  const { t } = texts;
  return (
    <section className="card stack" aria-label={t('topology.form')}>
      <div className="topology-groups">
        <Where {...props} field="mailboxes" />
        <Where {...props} field="users" />
        {hasExchange(described) && (
          <Several
            field="exchange"
            title={t('topology.field.exchange')}
            all={EXCHANGE_VERSIONS}
            ticked={described.exchange}
            label={(version) => t(`topology.exchange.${version}`)}
            onChange={(exchange) => onChange({ ...described, exchange })}
          />
        )}
        {hasSkype(described) && (
          <Several
            field="skype"
            title={t('topology.field.skype')}
            all={SKYPE_VERSIONS}
            ticked={described.skype}
            label={(version) => t(`topology.skype.${version}`)}
            onChange={(skype) => onChange({ ...described, skype })}
          />
        )}
        <Several
          field="finished"
          title={t('topology.field.finished')}
          all={TRUST_WAYS}
          ticked={described.finished}
          label={(way) => t(`topology.way.${way}.name`)}
          onChange={(finished) => onChange({ ...described, finished })}
        />
      </div>
      <div className="topology-names">
        {hasSkype(described) && <SipDomains {...props} />}
        {hasSkype(described) && <NameField {...props} field="pool" />}
        {hasExchange(described) && <NameField {...props} field="mailDomain" />}
        <NameField {...props} field="tenantDomain" />
      </div>
    </section>
  );
}
