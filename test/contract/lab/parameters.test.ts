/** The lab's parameter table against the official pages. */
import { expect, test } from 'vitest';
import { CMDLETS } from '../../../src/lab/exchange/parameters';
import type { CmdletRule, ParameterRule } from '../../../src/lab/exchange/parameter-rules';
import { HANDLERS } from '../../../src/lab/exchange/cmdlets';
import { ONLINE_HANDLERS } from '../../../src/lab/online/cmdlets';
import { ONLINE_CMDLETS } from '../../../src/lab/online/parameters';
import { describeWithReference, officialCmdlets } from './reference';
import type { OfficialParameter } from './reference';

/** Official types that each kind of the lab may stand for. */
const TYPES: Readonly<Record<ParameterRule['type'], RegExp>> = {
  text: /^(String|Fqdn|Uri|RoleType|ManagementRoleEntryType|X500DistinguishedName)$/,
  texts: /\[\]$|^MultiValuedProperty$/,
  boolean: /^Boolean$/,
  'nullable-boolean': /^Boolean$/,
  switch: /^SwitchParameter$/,
  identity: /IdParameter$/,
  address: /^(ProxyAddress|SmtpAddress)$/,
  size: /^Unlimited$/,
  choice: /^[A-Z]\w+$/,
  choices: /\[\]$|^AllowedServices$/,
  count: /^Int32$/,
  date: /^DateTime$/,
};

/** Cmdlets whose pages are not in the reference. */
const NOT_IN_REFERENCE = new Set([
  'Get-CASMailbox',
  'Set-CASMailbox',
  'Get-MailboxFolderStatistics',
  'Get-MailboxFolderPermission',
]);

/** The page calls it mandatory in every set, yet the cmdlet without it lists all roles. */
const OPTIONAL_AFTER_ALL = new Set(['Get-ManagementRole -Identity']);

const plain = (set: string): string => set.replace(' (Default)', '');
const setsOf = (official: OfficialParameter): readonly string[] | undefined =>
  official.parameterSets?.map(plain);
const labSets = (rule: CmdletRule): readonly string[] => [
  ...new Set(Object.values(rule.parameters).flatMap((item) => item.sets ?? [])),
];

const documented = Object.entries(CMDLETS).filter(([cmdlet]) => !NOT_IN_REFERENCE.has(cmdlet));
const pairs = documented.flatMap(([cmdlet, rule]) =>
  Object.entries(rule.parameters).map(([name, item]) => ({ cmdlet, rule, name, item })),
);

test('every cmdlet of the table has a handler, and the other way round', () => {
  expect(Object.keys(HANDLERS).sort()).toEqual(Object.keys(CMDLETS).sort());
});

describeWithReference('lab parameters against the official pages', () => {
  test.each(documented)('%s is an official cmdlet', (cmdlet) => {
    expect(officialCmdlets).toHaveProperty([cmdlet]);
  });

  test.each(pairs)('$cmdlet -$name', ({ cmdlet, rule, name, item }) => {
    const official = officialCmdlets[cmdlet]?.parameters[name];
    if (official === undefined) throw new Error('the page does not have it');
    expect(official.applicable.some((product) => /Exchange Server 2019/.test(product))).toBe(true);
    expect(official.scope).not.toBe('cloud');
    expect(official.notUsable).toBe(false);
    expect(official.type).toMatch(TYPES[item.type]);
    if (!OPTIONAL_AFTER_ALL.has(`${cmdlet} -${name}`))
      expect(item.required ?? false).toBe(official.required);
    if (item.maxLength !== undefined && official.maxLength !== undefined)
      expect(item.maxLength).toBe(official.maxLength);
    if (official.values !== undefined && item.values !== undefined) {
      expect(official.values).toEqual(expect.arrayContaining([...item.values]));
    }
    for (const set of labSets(rule)) {
      const inLab = item.sets?.includes(set) ?? true;
      const inOfficial = setsOf(official)?.includes(set) ?? true;
      expect(inLab, `in the set ${set}`).toBe(inOfficial);
    }
  });

  test.each(documented.filter(([, rule]) => labSets(rule).length === 0))(
    '%s keeps to one official parameter set',
    (cmdlet, rule) => {
      const lists = Object.keys(rule.parameters).map((name) =>
        setsOf(officialCmdlets[cmdlet]!.parameters[name]!),
      );
      const named = lists.filter((list) => list !== undefined);
      const common = (named[0] ?? ['']).filter((set) => named.every((list) => list.includes(set)));
      expect(common).not.toEqual([]);
    },
  );

  test.each(documented)('%s leaves out no mandatory parameter of its sets', (cmdlet, rule) => {
    const missing = Object.entries(officialCmdlets[cmdlet]!.parameters).filter(
      ([name, official]) =>
        official.required && official.parameterSets === undefined && !(name in rule.parameters),
    );
    expect(missing.map(([name]) => name)).toEqual([]);
  });

  test.each(documented)('%s asks for confirmation only where the real one can', (cmdlet, rule) => {
    const { supportsConfirm } = officialCmdlets[cmdlet]!;
    expect('Confirm' in rule.parameters).toBe(supportsConfirm);
    expect(rule.change).toBe(!/^(Get|Test)-/.test(cmdlet));
    expect(rule.confirms ?? false).toBe(cmdlet.startsWith('Remove-'));
  });
});

/** In the table though the page of the cmdlet lacks it: the page of Set-OrganizationConfig names it. */
const NAMED_ELSEWHERE = new Set(['Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy']);

const onlinePairs = Object.entries(ONLINE_CMDLETS).flatMap(([cmdlet, rule]) =>
  Object.entries(rule.parameters)
    .filter(([name]) => !NAMED_ELSEWHERE.has(`${cmdlet} -${name}`))
    .map(([name, item]) => ({ cmdlet, rule, name, item })),
);

test('every cmdlet of Exchange Online has a handler, and the other way round', () => {
  expect(Object.keys(ONLINE_HANDLERS).sort()).toEqual(Object.keys(ONLINE_CMDLETS).sort());
});

describeWithReference('parameters of Exchange Online against the official pages', () => {
  test.each(onlinePairs)('$cmdlet -$name', ({ cmdlet, rule, name, item }) => {
    const official = officialCmdlets[cmdlet]?.parameters[name];
    if (official === undefined) throw new Error('the page does not have it');
    expect(official.applicable.some((product) => product === 'Exchange Online')).toBe(true);
    expect(official.scope).not.toBe('on-premises');
    expect(official.notUsable).toBe(false);
    expect(official.type).toMatch(TYPES[item.type]);
    expect(item.required ?? false).toBe(official.required);
    for (const set of labSets(rule)) {
      const inLab = item.sets?.includes(set) ?? true;
      expect(inLab, `in the set ${set}`).toBe(setsOf(official)?.includes(set) ?? true);
    }
  });

  test.each(Object.entries(ONLINE_CMDLETS))(
    '%s leaves out no mandatory parameter, and confirms where the real one does',
    (cmdlet, rule) => {
      const { parameters, supportsConfirm } = officialCmdlets[cmdlet]!;
      const missing = Object.entries(parameters).filter(
        ([name, official]) =>
          official.required && official.parameterSets === undefined && !(name in rule.parameters),
      );
      expect(missing.map(([name]) => name)).toEqual([]);
      expect('Confirm' in rule.parameters).toBe(supportsConfirm);
      expect(rule.change).toBe(!/^(Get|Test)-/.test(cmdlet));
      expect(rule.confirms ?? false).toBe(cmdlet.startsWith('Remove-'));
    },
  );
});
