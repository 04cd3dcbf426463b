/** Names of any kind arrive unchanged: through inputs, plan, shell and lab, and back. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { labShell } from '../../../src/adapters/practice/lab-client';
import { TAGS } from '../../../src/core/model/action';
import type { ResolvedCmdlet } from '../../../src/core/model/command';
import { isSafeText } from '../../../src/core/scenarios/inputs';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());

const AWKWARD = `O'Brien $(x) "台北"`;

test('a whole run with awkward names in every free input', async () => {
  await lab.reset('empty');
  const inputs = {
    classicAccountName: AWKWARD,
    teamsAccountName: '’`n ; & | # ‘é 🚀 {0} %s, =x/y\\z',
    teamsRoleName: `Rôle $(Get-Date) 'a' "b"`,
  };
  const bench = await openBench(lab, { inputs });
  const { session } = bench;
  const plan = await session.makePlan();
  const names = plan.actions.flatMap((action) =>
    action.operation.kind === 'cmdlet' && 'Name' in action.operation.command.parameters
      ? [action.operation.command.parameters['Name']]
      : [],
  );
  expect(names).toEqual(expect.arrayContaining(Object.values(inputs)));
  expect((await session.apply(TAGS)).result).toBe('done');
  const { organisation } = await lab.control({ op: 'status' });
  expect(organisation.mailUsers).toEqual(
    expect.arrayContaining([inputs.classicAccountName, inputs.teamsAccountName]),
  );
  expect((await session.verify()).steps.every((step) => step.verdict === 'verified')).toBe(true);
  expect((await session.makePlan()).actions).toEqual([]);
  await session.planUndo(session.state.run?.id ?? '');
  expect((await session.apply(TAGS)).result).toBe('done');
  expect((await lab.control({ op: 'status' })).organisation.mailUsers).not.toContain(AWKWARD);
  await bench.remove();
});

test.each([
  ['teamsRoleName', 'All*'],
  ['teamsRoleName', 'a\\b'],
  ['classicAccountName', ' leading'],
  ['classicAccountName', 'line\nbreak'],
  ['classicAccountName', 'nul\u0000'],
  ['classicAccountName', 'lone \ud800 surrogate'],
  ['classicAccountName', 'x'.repeat(65)],
  ['classicAddress', `${AWKWARD}@contoso.com`],
  ['verifiedDomain', 'contoso com'],
  ['domainController', 'dc01; Remove-Mailbox'],
] as const)('%s %j is refused by name before anything is planned', async (input, value) => {
  await lab.reset('empty');
  const bench = await openBench(lab, { inputs: { [input]: value } });
  await expect(bench.session.makePlan()).rejects.toMatchObject({
    error: { code: 'HX-INPUT', args: { input } },
  });
  expect(await lab.changes()).toEqual([]);
  await bench.remove();
});

/** Text that inputs accept as a name. */
const name = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.string({
      unit: fc.constantFrom(
        ...Array.from(`'"\`$(){}[];&|<>,=+\\/#@*?%^~!:. \u2018\u2019\u201a\u201b\u201c\u201d台é`),
      ),
      minLength: 1,
      maxLength: 30,
    }),
  )
  .map((text) => text.trim())
  .filter(
    (text) =>
      text !== '' && text.length <= 64 && isSafeText(text) && text.normalize('NFC') === text,
  );

const RUNS = process.env['CROSSPREM_FULL'] === '1' ? 10_000 : 120;

test('generated names arrive in the lab as they were', { timeout: 300_000 }, async () => {
  await lab.reset('empty');
  const shell = labShell(lab.ready);
  const invoke = async (command: ResolvedCmdlet): Promise<readonly unknown[]> => {
    const outcome = await shell.invoke(command, { deadlineMs: 10_000, requestId: 'names' });
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    return outcome.items;
  };
  let count = 0;
  await fc.assert(
    fc.asyncProperty(name, async (text) => {
      count += 1;
      const address = `name${count.toString()}@contoso.com`;
      const [made] = await invoke({
        name: 'New-MailUser',
        parameters: {
          Name: text,
          ExternalEmailAddress: address,
          DomainController: 'dc01.contoso.lab',
        },
      });
      const { Name, Guid, DistinguishedName } = made as {
        Name: string;
        Guid: string;
        DistinguishedName: string;
      };
      const [found] = await invoke({
        name: 'Get-MailUser',
        parameters: { Identity: DistinguishedName, DomainController: 'dc01.contoso.lab' },
      });
      await invoke({
        name: 'Remove-MailUser',
        parameters: { Identity: Guid, Confirm: false, DomainController: 'dc01.contoso.lab' },
      });
      expect(Name).toBe(text);
      expect(found).toMatchObject({ Name: text, Guid });
    }),
    { numRuns: RUNS },
  );
});
