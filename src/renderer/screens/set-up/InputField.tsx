import { Field, Input } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons';
import type { CustomerView, InputName } from '../../../shared/ipc/views';
import { loadFormsMessages } from '../../../shared/messages/forms';
import { MenuButton } from '../../components/MenuButton';
import { Select } from '../../components/controls/Select';
import { Checkbox } from '../../components/controls/Toggle';
import { useArea } from '../../i18n/area';
import { FindMailbox } from './FindMailbox';
import { useTranslator } from '../../i18n/translator';
import { testId } from '../../testids';
import { fromLocalField, toLocalField } from './local-time';
import type { Drafts } from './use-drafts';

interface Props {
  readonly customer: CustomerView;
  readonly drafts: Drafts;
  readonly name: InputName;
}

/** What one of a few values stands for; `''` is what holds without a choice. */
const OPTIONS = {
  archiving: [
    ['', 'forms.archiving.usual'],
    ['ImOnly', 'forms.archiving.ImOnly'],
    ['ImAndWebConf', 'forms.archiving.ImAndWebConf'],
  ],
  testFolder: [
    ['', 'forms.testFolder.usual'],
    ['Inbox', 'forms.testFolder.Inbox'],
    ['Dumpster', 'forms.testFolder.Dumpster'],
  ],
} as const;
/** Values that a read says something about. */
const CHECKED: readonly InputName[] = [
  'verifiedDomain',
  'domainController',
  'testMailbox',
  'testSipAddress',
  'pool',
  'storageHost',
];

function offered(customer: CustomerView, name: InputName): readonly string[] {
  return customer.busy === null ? (customer.choices[name] ?? []) : [];
}

/** What was read, to choose from; any other value can still be typed. */
function Choices({ customer, drafts, name }: Props) {
  const { t } = useTranslator();
  return (
    <MenuButton
      className="field-choices"
      icon={<ChevronDown16Regular />}
      name={t('ui.input.choices', { input: name })}
      testid={`${testId.input(name)}-choices`}
      entries={offered(customer, name).map((choice, index) => ({
        id: choice,
        label: choice,
        checked: choice === drafts.valueOf(name),
        testid: `${testId.input(name)}-choice-${index}`,
        onChoose: () => drafts.change(name, choice),
      }))}
    />
  );
}

/** A list of values with what each means; an unknown value stays as it is. */
function Options(props: Props & { name: keyof typeof OPTIONS }) {
  const { customer, drafts, name } = props;
  const texts = useArea(loadFormsMessages);
  const value = drafts.valueOf(name);
  // Both are the usual folder.
  const chosen = value === 'ConversationHistory' ? '' : value;
  const known = OPTIONS[name].some(([option]) => option === chosen);
  return (
    <Select
      value={chosen}
      disabled={customer.busy !== null}
      data-testid={testId.input(name)}
      onChange={(next) => drafts.change(name, next)}
    >
      {OPTIONS[name].map(([option, word]) => (
        <option key={option} value={option}>
          {texts?.t(word) ?? option}
        </option>
      ))}
      {!known && <option value={chosen}>{chosen}</option>}
    </Select>
  );
}

/** What is typed as a day or as a moment, in the form that the field's hint names. */
const FORMS: Readonly<Partial<Record<InputName, 'day' | 'moment'>>> = {
  effectiveDate: 'day',
  issuerEffectiveDate: 'day',
  restartAt: 'moment',
};

function Control({ customer, drafts, name }: Props) {
  const stored = drafts.valueOf(name);
  if (name === 'archiving' || name === 'testFolder')
    return <Options {...{ customer, drafts, name }} />;
  const isMoment = FORMS[name] === 'moment';
  return (
    <Input
      disabled={customer.busy !== null}
      spellCheck={false}
      autoComplete="off"
      data-testid={testId.input(name)}
      value={isMoment ? toLocalField(stored) : stored}
      onChange={(_, { value }) => drafts.change(name, isMoment ? fromLocalField(value) : value)}
      {...(offered(customer, name).length > 0 && {
        contentAfter: <Choices {...{ customer, drafts, name }} />,
      })}
    />
  );
}

/** What stands below a field: what is wrong with its value, that it is being looked at, or what was read about it. */
function useBelow({ customer, drafts, name }: Props) {
  const { t } = useTranslator();
  const texts = useArea(loadFormsMessages);
  const problem = customer.inputProblems.find((item) => item.input === name)?.error;
  const form = FORMS[name];
  if (problem !== undefined)
    return {
      validationState: 'error',
      validationMessage:
        form === undefined || texts === null
          ? t(`errors.${problem.code}.why`, problem.args)
          : texts.t(`forms.wrong.${form}`),
    } as const;
  const value = drafts.valueOf(name);
  if (texts === null || value === '' || value !== customer.inputs[name]) return {};
  if (customer.busy === 'read' && CHECKED.includes(name))
    return { validationState: 'none', validationMessage: texts.t('forms.checking') } as const;
  const mark = customer.inputMarks[name];
  if (mark === undefined) return {};
  return { validationState: 'success', validationMessage: texts.t(`forms.mark.${mark}`) } as const;
}

/** One field with its hint, and what is known of its value. */
export function InputField({ optional = false, ...props }: Props & { optional?: boolean }) {
  const { t } = useTranslator();
  const { name } = props;
  const below = useBelow(props);
  const field = (
    <Field
      required={!optional}
      label={t(`ui.input.${name}`)}
      hint={t(`ui.input.${name}-hint`)}
      {...below}
    >
      <Control {...props} />
    </Field>
  );
  if (name !== 'testMailbox' && name !== 'testSipAddress') return field;
  return (
    <>
      {field}
      <FindMailbox
        customer={props.customer}
        isSip={name === 'testSipAddress'}
        onChoose={(address) => props.drafts.change(name, address)}
      />
    </>
  );
}

/** A field that is answered with yes or no. `ticked` and `unticked` are the values that are stored for each. */
export function TickField(props: Props & { ticked: string; unticked: string }) {
  const { customer, drafts, name, ticked, unticked } = props;
  const { t } = useTranslator();
  const below = useBelow(props);
  const value = drafts.valueOf(name);
  // What is stored for neither counts as unset, which is the empty one of the two.
  const isTicked =
    ticked === '' ? value !== unticked : value.toUpperCase() === ticked.toUpperCase();
  return (
    <Field hint={t(`ui.input.${name}-hint`)} {...below}>
      <Checkbox
        label={t(`ui.input.${name}`)}
        checked={isTicked}
        disabled={customer.busy !== null}
        data-testid={testId.input(name)}
        onChange={(checked) => drafts.change(name, checked ? ticked : unticked)}
      />
    </Field>
  );
}
