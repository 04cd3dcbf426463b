/** The lab's Skype for Business Server against the official pages: parameters, and what is published of the output. */
import { describe, expect, test } from 'vitest';
import { SKYPE_HANDLERS } from '../../../src/lab/skype/cmdlets';
import { SKYPE_CMDLETS } from '../../../src/lab/skype/parameters';
import type { CmdletRule, ParameterRule } from '../../../src/lab/exchange/parameter-rules';
import { openLab } from '../../unit/lab/lab';
import { cs } from '../../unit/lab/skype-lab';
import { describeWithReference, officialCmdlets, officialOutputs } from './reference';

/** Official types that each kind of the lab may stand for; some pages write them with their namespace. */
const TYPES: Readonly<Record<ParameterRule['type'], RegExp>> = {
  text: /^(String|Fqdn)$/,
  texts: /\[\]$/,
  boolean: /^Boolean$/,
  'nullable-boolean': /^Boolean$/,
  switch: /^SwitchParameter$/,
  identity: /^(Xds(GlobalRelative)?Identity|UserIdParameter)$/,
  address: /^String$/,
  size: /Unlimited/,
  count: /^U?Int(32|64)$/,
  choice: /^[A-Z]\w+$/,
  choices: /\[\]$/,
  date: /^DateTime$/,
};

/** Its page is not in the reference. */
const NOT_IN_REFERENCE = new Set(['Set-CsUser']);
/** Written as a change in the lab, because it writes into a mailbox. */
const WRITES = new Set(['Test-CsExStorageConnectivity']);
/** Sets that a page has beside its own text: the parameter table names them wrongly or not at all. */
const LOOSE_SETS = new Set(['Set-CsCertificate', 'Import-CsCertificate', 'Request-CsCertificate']);

const plain = (type: string): string => type.replace(/^(?:\w+\.)+/, '');
const plainSet = (set: string): string => set.replace(' (Default)', '');
const labSets = (rule: CmdletRule): readonly string[] => [
  ...new Set(Object.values(rule.parameters).flatMap((item) => item.sets ?? [])),
];

const documented = Object.entries(SKYPE_CMDLETS).filter(([name]) => !NOT_IN_REFERENCE.has(name));
const pairs = documented.flatMap(([cmdlet, rule]) =>
  Object.entries(rule.parameters).map(([name, item]) => ({ cmdlet, rule, name, item })),
);

test('every cmdlet of the table has a handler, and the other way round', () => {
  expect(Object.keys(SKYPE_HANDLERS).sort()).toEqual(Object.keys(SKYPE_CMDLETS).sort());
});

describeWithReference('parameters of Skype for Business Server against the official pages', () => {
  test.each(pairs)('$cmdlet -$name', ({ cmdlet, rule, name, item }) => {
    const official = officialCmdlets[cmdlet]?.parameters[name];
    if (official === undefined) throw new Error('the page does not have it');
    expect(official.applicable.some((product) => /Server 2019/.test(product))).toBe(true);
    expect(official.notUsable).toBe(false);
    expect(plain(official.type)).toMatch(TYPES[item.type]);
    if (!LOOSE_SETS.has(cmdlet)) expect(item.required ?? false).toBe(official.required);
    if (official.values !== undefined && item.values !== undefined)
      expect(official.values).toEqual(expect.arrayContaining([...item.values]));
    for (const set of labSets(rule)) {
      const inLab = item.sets?.includes(set) ?? true;
      const inOfficial = official.parameterSets?.map(plainSet).includes(set) ?? true;
      expect(inLab, `in the set ${set}`).toBe(inOfficial);
    }
  });

  test.each(documented)(
    '%s leaves out no mandatory parameter, and asks as it can',
    (cmdlet, rule) => {
      const { parameters, supportsConfirm } = officialCmdlets[cmdlet]!;
      const missing = Object.entries(parameters).filter(
        ([name, official]) =>
          official.required && official.parameterSets === undefined && !(name in rule.parameters),
      );
      expect(missing.map(([name]) => name)).toEqual([]);
      expect('Confirm' in rule.parameters).toBe(supportsConfirm);
      expect(rule.change).toBe(!/^(Get|Test|Debug)-/.test(cmdlet) || WRITES.has(cmdlet));
      expect(rule.confirms ?? false).toBe(cmdlet.startsWith('Remove-'));
    },
  );
});

describeWithReference('output of Skype for Business Server', () => {
  const published = Object.keys(officialOutputs).filter(
    (name) => /^Get-Cs/.test(name) && name in SKYPE_CMDLETS,
  );

  test.each(published)('%s has the published properties', async (cmdlet) => {
    const lab = openLab({ start: 'sfb-cross-premises' });
    const [row] = await cs(lab, cmdlet);
    const known = Object.keys(officialOutputs[cmdlet]!.properties);
    expect(Object.keys(row!)).toEqual(expect.arrayContaining(known));
  });
});

describe('answers', () => {
  test('carry what remoting adds', async () => {
    const lab = openLab({ start: 'sfb-done' });
    for (const cmdlet of ['Get-CsPool', 'Get-CsPartnerApplication', 'Get-CsCertificate'])
      expect((await cs(lab, cmdlet))[0]).toMatchObject({
        PSComputerName: 'FE01.contoso.lab',
        PSShowComputerName: false,
      });
  });
});
