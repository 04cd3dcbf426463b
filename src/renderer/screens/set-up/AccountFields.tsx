import { Field, Input } from '@fluentui/react-components';
import { ChevronDown16Regular, ErrorCircle20Regular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import type { CustomerView, InputName, RecipeView } from '../../../shared/ipc/views';
import { MenuButton } from '../../components/MenuButton';
import { useTranslator } from '../../i18n/translator';
import { TEST_IDS, testId } from '../../testids';
import { fromLocalField, toLocalField } from './local-time';
import type { Drafts } from './use-drafts';

const COMMON: readonly InputName[] = ['verifiedDomain', 'domainController', 'testMailbox'];
const CLASSIC: readonly InputName[] = ['classicAccountName', 'classicAddress'];
const TEAMS: readonly InputName[] = ['teamsAccountName', 'teamsAddress', 'teamsRoleName'];

/** The fields that a recipe uses, by group. */
export function fieldGroups(recipe: RecipeView) {
  return [
    { group: 'common', names: COMMON },
    ...(recipe === 'teams-2025' ? [] : [{ group: 'classic', names: CLASSIC } as const]),
    ...(recipe === 'sfb-online-classic' ? [] : [{ group: 'teams', names: TEAMS } as const]),
  ] as const;
}

interface Props {
  readonly customer: CustomerView;
  readonly drafts: Drafts;
}

function choicesOf(customer: CustomerView, name: InputName): readonly string[] | null {
  if (name === 'verifiedDomain') return customer.choices.domains;
  return name === 'domainController' ? customer.choices.domainControllers : null;
}

/** What was read, to choose from; any other value can still be typed. */
function Choices(props: {
  name: InputName;
  choices: readonly string[];
  value: string;
  onChoose: (choice: string) => void;
}) {
  const { t } = useTranslator();
  if (props.choices.length === 0) return null;
  return (
    <MenuButton
      className="field-choices"
      icon={<ChevronDown16Regular />}
      name={t('ui.input.choices', { input: props.name })}
      testid={`${testId.input(props.name)}-choices`}
      entries={props.choices.map((choice, index) => ({
        id: choice,
        label: choice,
        checked: choice === props.value,
        testid: `${testId.input(props.name)}-choice-${index}`,
        onChoose: () => props.onChoose(choice),
      }))}
    />
  );
}

function Control({ customer, drafts, name }: Props & { name: InputName }) {
  const choices = choicesOf(customer, name);
  const value = drafts.valueOf(name);
  const disabled = customer.busy !== null;
  const common = {
    disabled,
    spellCheck: false,
    autoComplete: 'off',
    'data-testid': testId.input(name),
  };
  if (name === 'restartAt') {
    return (
      <Input
        {...common}
        type="datetime-local"
        value={toLocalField(value)}
        onChange={(_, data) => drafts.change(name, fromLocalField(data.value))}
      />
    );
  }
  if (choices === null) {
    return (
      <Input {...common} value={value} onChange={(_, data) => drafts.change(name, data.value)} />
    );
  }
  return (
    <Input
      {...common}
      value={value}
      onChange={(_, data) => drafts.change(name, data.value)}
      contentAfter={
        <Choices
          name={name}
          choices={disabled ? [] : choices}
          value={value}
          onChoose={(choice) => drafts.change(name, choice)}
        />
      }
    />
  );
}

/** One field with its hint and what is wrong with its value. */
export function TextField({
  customer,
  drafts,
  name,
  optional = false,
}: Props & { name: InputName; optional?: boolean }) {
  const { t } = useTranslator();
  const problem = customer.inputProblems.find((item) => item.input === name)?.error;
  return (
    <Field
      required={!optional}
      label={t(`ui.input.${name}`)}
      hint={t(`ui.input.${name}-hint`)}
      {...(problem === undefined
        ? {}
        : {
            validationState: 'error',
            validationMessage: t(`errors.${problem.code}.why`, problem.args),
          })}
    >
      <Control customer={customer} drafts={drafts} name={name} />
    </Field>
  );
}

/** Names the fields that need another value; each name leads to its field. */
function Summary({ customer, shown }: { customer: CustomerView; shown: readonly InputName[] }) {
  const { t } = useTranslator();
  const box = useRef<HTMLDivElement>(null);
  const problems = customer.inputProblems.filter((item) => shown.includes(item.input));
  const has = problems.length > 0;
  const first = useRef(true);
  useEffect(() => {
    // Focus goes to problems that appear while the step is open, but stays in a field being typed in.
    const typing = document.activeElement?.tagName === 'INPUT';
    if (has && !first.current && !typing) box.current?.focus();
    first.current = false;
  }, [has]);
  if (!has) return null;
  return (
    <div
      ref={box}
      className="problem"
      role="alert"
      tabIndex={-1}
      data-testid={TEST_IDS.stepSummary}
    >
      <ErrorCircle20Regular className="problem-icon" aria-hidden="true" />
      <div className="problem-body">
        <p className="problem-title">{t('ui.step.summary', { count: problems.length })}</p>
        <ul>
          {problems.map(({ input, error }) => (
            <li key={input}>
              <button
                type="button"
                className="plain link"
                onClick={() =>
                  document
                    .querySelector<HTMLElement>(`[data-testid="${testId.input(input)}"]`)
                    ?.focus()
                }
              >
                {t(`errors.${error.code}.what`, error.args)}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** The fields of step 2, filled from what was read where that is possible. */
export function AccountFields({ customer, drafts }: Props) {
  const { t } = useTranslator();
  const groups = fieldGroups(customer.recipe);
  return (
    <>
      <Summary customer={customer} shown={groups.flatMap((group) => group.names)} />
      <section className="card stack form">
        {customer.busy !== null && <p className="muted">{t(`ui.busy.${customer.busy}`)}</p>}
        {groups.map(({ group, names }) => (
          <fieldset key={group} className="fieldset stack">
            <legend>
              <h2 className="node-title">{t(`ui.input.group-${group}`)}</h2>
            </legend>
            {names.map((name) => (
              <TextField
                key={name}
                customer={customer}
                drafts={drafts}
                name={name}
                optional={name === 'testMailbox'}
              />
            ))}
          </fieldset>
        ))}
      </section>
    </>
  );
}
