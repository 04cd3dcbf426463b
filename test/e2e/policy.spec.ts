/** One start under a policy: what is locked and said so, the practice lab alone, and a run that does only what is allowed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { SETTINGS_TEST_IDS, settingsTestId } from '../../src/renderer/settings-testids';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { expectAccessible } from './support/axe';
import { answerDialogs, askedQuestions, launch } from './support/launch';
import { byMouse, goTo, idle } from './support/screens';
import { enter, readAndPlan } from './support/walk';

test.describe.configure({ timeout: 180_000 });

/** What main answers to a call that the page's controls would not make. */
async function call(page: Page, channel: string, input: unknown): Promise<string | undefined> {
  return page.evaluate(
    async ([name, value]) => {
      const bridge = Reflect.get(window, 'crossprem') as {
        call: (channel: unknown, input: unknown) => Promise<{ error?: { code: string } }>;
      };
      return (await bridge.call(name, value)).error?.code;
    },
    [channel, input] as const,
  );
}

test('what an organisation sets is locked, and holds in main whatever the page asks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossprem-policy-'));
  const file = join(folder, 'policy.json');
  const policy = {
    PracticeOnly: true,
    AllowedActions: ['add', 'change', 'writes-mailbox', 'needs-tenant-admin'],
    AllowedSignInMethods: ['browser'],
    IdleLockMinutes: 15,
    LogDays: 90,
    Updates: 'sometimes',
    Misspelt: true,
  };
  writeFileSync(file, JSON.stringify(policy));
  const app = await launch({ environment: { CROSSPREM_POLICY: file } });
  const { page } = app;
  await expect(page.getByTestId(TEST_IDS.startNew)).toHaveCount(0);
  await enter(page, byMouse, 'en');

  await goTo(page, byMouse, 'settings');
  const panel = page.getByTestId(SETTINGS_TEST_IDS.policyPanel);
  await expect(panel.getByRole('heading').first()).toHaveText('Set by your organisation');
  await expect(panel.getByTestId(settingsTestId.policy('PracticeOnly'))).toContainText('On');
  await expect(panel.getByTestId(testId.error('HX-RULEVALUE'))).toContainText('sometimes');
  await expect(panel.getByTestId(testId.error('HX-RULENAME'))).toContainText('Misspelt');
  await expect(page.getByTestId(settingsTestId.locked('idle-lock'))).toHaveText(
    'Choices limited by your organisation',
  );
  for (const id of ['log-days', 'updates', 'sign-in'])
    await expect(page.getByTestId(settingsTestId.locked(id))).toHaveText(
      'Set by your organisation',
    );
  await expect(page.getByTestId(settingsTestId.setting('log-days'))).toHaveText('90 days');
  await expect(page.getByTestId(settingsTestId.setting('idle-lock')).locator('option')).toHaveText([
    '5 minutes',
    '15 minutes',
  ]);
  await expect(page.getByTestId(SETTINGS_TEST_IDS.updateCheck)).toBeDisabled();
  await expectAccessible(page, 'settings under a policy');
  expect(await call(page, 'app.preferences', { logDays: 7 })).toBe('HX-RULESET');
  expect(await call(page, 'app.preferences', { idleLockMinutes: 0 })).toBe('HX-RULESET');
  expect(await call(page, 'update.check', {})).toBe('HX-UPDOFF');
  const contoso = {
    name: 'Contoso',
    tenantId: '11111111-2222-4333-8444-555555555555',
    tenantDomain: 'contoso.onmicrosoft.com',
    exchangeServer: 'ex01.contoso.com',
    connection: { exchange: 'remote', tenant: 'sign-in' },
  };
  expect(await call(page, 'customer.create', contoso)).toBe('HX-RULEPRACTICE');
  expect(await call(page, 'sign-in.start', { method: 'device-code' })).toBe('HX-RULESIGNIN');

  await goTo(page, byMouse, 'overview');
  await readAndPlan(page, byMouse);
  await goTo(page, byMouse, 'plan');
  const refused = page.locator('[data-testid^="plan-refused-"]');
  await expect(refused.first()).toContainText('your organisation’s policy');
  await expect(page.getByTestId(testId.consent('adds-credential'))).toHaveCount(0);
  await expectAccessible(page, 'plan under a policy');
  const count = await refused.count();
  for (const box of await page.locator('[data-testid^="consent-"]').all()) await box.check();
  await answerDialogs(app, 'deed');
  // The page asks for more than the policy leaves; main runs what it leaves.
  const { plan } = (await idle(page)) as { plan: { fingerprint: string } };
  const consents = ['adds-credential', 'writes-mailbox', 'cannot-undo', 'removes-credential'];
  const asked = { fingerprint: plan.fingerprint, consents };
  expect(await call(page, 'run.start', asked)).toBeUndefined();
  const { run } = (await idle(page)) as {
    run: { state: string; actions: { leftOut: string | null; error: { code: string } | null }[] };
  };
  const leftOut = run.actions.filter((action) => action.leftOut !== null);
  expect(leftOut).toHaveLength(count);
  const byPolicy = leftOut.filter((action) => action.leftOut === 'policy');
  expect(byPolicy.map(({ error }) => error?.code)).toContain('HX-RULE');
  expect(run.state).toBe('partly');
  expect(await askedQuestions(app)).toHaveLength(1);
  expect(app.problems).toEqual([]);
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});
