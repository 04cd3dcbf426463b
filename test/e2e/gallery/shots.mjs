import { frameShots } from './frame-shots.mjs';

/** Every picture of the gallery: a scene, what to press, language, theme and size. */
const id = (testid) => `[data-testid="${testid}"]`;
/** Presses one control after the other; where the rail is folded, it is opened first. */
const press =
  (...testids) =>
  async (page) => {
    for (const testid of testids) {
      const target = page.locator(id(testid)).first();
      await target.waitFor({ state: 'attached' });
      const fold = page.locator(id('rail-toggle'));
      if (testid.startsWith('step-') && (await fold.isVisible())) await fold.click();
      await target.click();
      await page.waitForTimeout(250);
    }
  };
const scrollDown = (testid) => (page) =>
  page.locator(id(testid)).evaluate((box) => box.scrollTo(0, box.scrollHeight));

/** A mixed topology, filled in, with one part of the answer in view. */
const topologyAt = (part) => async (page) => {
  await press('nav-topology', 'topology-users-both', 'topology-mailboxes-both')(page);
  await press('topology-exchange-2010', 'topology-exchange-2016', 'topology-skype-2019')(page);
  await page.locator(id('topology-input-sipDomains')).fill('contoso.com, fabrikam.com, a b');
  await page.locator(id('topology-input-pool')).fill('pool01.contoso.com');
  await page.locator(id('topology-input-mailDomain')).fill('contoso.com');
  await page.locator(id(part)).evaluate((box) => box.scrollIntoView());
  await page.waitForTimeout(250);
};

/** An inspected trace, with one part of the answer in view. */
const inspectAt = (part) => async (page) => {
  await press('nav-inspect')(page);
  await page.locator(id('inspect-text')).fill('eyJ');
  await press('inspect-run')(page);
  await page.locator(id('inspect-cause')).waitFor();
  await page.locator(id(part)).evaluate((box) => box.scrollIntoView());
  await page.waitForTimeout(250);
};

const SCREENS = [
  ['pool-certificate', 'pool', press('nav-set-up', 'step-sfb-certificate')],
  ['pool-test', 'pool', press('nav-set-up', 'step-mailbox-test')],
  ['pool-archiving', 'pool', press('nav-set-up', 'step-archiving')],
  ['rollover-fields', 'rollover', press('nav-set-up', 'step-create-certificate', 'input-rollNow')],
  ['run-paused', 'paused', press('nav-run')],
  ['run-partly', 'partly', press('nav-run')],
  ['run-two-failures', 'two-failures', press('nav-run')],
  ['verify-sign', 'signing', press('nav-verify', 'sign-voicemail-greeting')],
  ['plan-article', 'read', press('nav-plan', 'plan-tab-article')],
  ['plan-name', 'real', press('nav-plan', 'consent-adds-credential')],
  ['plan-rehearsal', 'rehearsal', press('nav-plan')],
  ['plan-rehearsed', 'rehearsed', press('nav-plan')],
  ['plan-old', 'old-plan', press('nav-plan')],
  ['run-held', 'held', press('nav-run', 'failure-skip')],
  ['first-run', 'first-run'],
  ['customers', 'customers'],
  ['customers-empty', 'customers-empty'],
  ['customers-loading', 'customers-loading', (page) => page.waitForTimeout(500)],
  ['customers-many', 'customers-many'],
  ['customer-import', 'importing'],
  ['customer-staged', 'staged'],
  ['customer-staged-unread', 'staged-unread'],
  ['customer-staged-plan', 'staged', press('nav-plan')],
  ['customer-export', 'profile', press('export-customer')],
  ['customer-badge', 'profile', press('badge-change')],
  [
    'customer-profile',
    'profile',
    (page) => page.locator(id('profile')).evaluate((box) => box.scrollIntoView()),
  ],
  ['customer-restored', 'restored', press('nav-set-up', 'step-mail-user')],
  ['new-customer', 'customers', async (page) => press('new-customer', 'new-create')(page)],
  ['connection', 'real', press('nav-connection')],
  ['connection-practice', 'way-fallback', press('nav-connection')],
  ['connection-powershell', 'collected', press('nav-connection')],
  ['credential', 'credential'],
  ['credential-refused', 'credential-refused'],
  ['collected', 'collected'],
  ['collected-plan', 'collected', press('nav-plan')],
  ['overview-unread', 'unread'],
  ['overview-reading', 'reading'],
  ['overview', 'read'],
  ['overview-finished', 'finished'],
  ['overview-error', 'wrong-tenant'],
  ['overview-device-code', 'device-code'],
  ['set-up-prepare', 'read', press('nav-set-up')],
  ['set-up-oauth', 'read', press('nav-set-up', 'step-oauth', 'oauth-way-elsewhere')],
  ['set-up-mail-user', 'read', press('nav-set-up', 'step-mail-user')],
  ['mailbox-find', 'read', press('nav-set-up', 'step-mail-user', 'mailbox-open')],
  ['set-up-problem', 'input-problem', press('nav-set-up', 'step-mail-user')],
  ['set-up-finished', 'finished', press('nav-set-up')],
  ['plan', 'read', press('nav-plan')],
  [
    'plan-consent',
    'read',
    async (page) => {
      await press('nav-plan', 'consent-adds-credential')(page);
      await scrollDown('main')(page);
    },
  ],
  ['plan-script', 'read', press('nav-plan', 'plan-tab-script')],
  ['plan-outdated', 'outdated', press('nav-plan')],
  ['plan-no-changes', 'no-changes', press('nav-plan')],
  ['plan-none', 'no-plan', press('nav-plan')],
  ['run', 'running', press('nav-run')],
  ['run-failed', 'failed', press('nav-run')],
  ['run-interrupted', 'interrupted', press('nav-run')],
  ['run-done', 'done', press('nav-run')],
  ['run-none', 'read', press('nav-run')],
  ['verify', 'verified', press('nav-verify')],
  ['verify-none', 'read', press('nav-verify')],
  ['keys', 'keys', press('nav-keys')],
  ['keys-none', 'read', press('nav-keys')],
  [
    'keys-lower',
    'keys',
    async (page) => {
      await press('nav-keys')(page);
      await scrollDown('main')(page);
    },
  ],
  ['report', 'reported', press('nav-report')],
  [
    'report-preview',
    'reported',
    async (page) => {
      await press('nav-report', 'report-preview-toggle')(page);
      await page.locator(id('report-preview')).waitFor();
      await page.locator(id('report-preview')).evaluate((box) => box.scrollIntoView());
    },
  ],
  ['history', 'drifted', press('nav-history')],
  ['history-run', 'drifted', press('nav-history', 'history-open-2026-11-21-1406')],
  ['history-comparison', 'drifted', press('drift-show')],
  ['overview-drifted', 'drifted'],
  ['verify-drifted', 'drifted', press('nav-verify')],
  ['diagnostics-none', 'doctor-none', press('nav-diagnostics')],
  ['diagnostics-running', 'doctor-running', press('nav-diagnostics')],
  ['diagnostics-alone', 'doctor-alone', press('nav-diagnostics')],
  ['diagnostics', 'doctor-broken', press('nav-diagnostics')],
  [
    'diagnostics-lower',
    'doctor-broken',
    async (page) => {
      await press('nav-diagnostics')(page);
      await scrollDown('main')(page);
    },
  ],
  [
    'diagnostics-log',
    'doctor-alone',
    async (page) => {
      await press('nav-diagnostics', 'logs-open')(page);
      await page.locator(id('logs-lines')).evaluate((box) => box.parentElement?.scrollIntoView());
    },
  ],
  [
    'diagnostics-log-wrapped',
    'doctor-alone',
    async (page) => {
      await press('nav-diagnostics', 'logs-open', 'logs-wrap')(page);
      await page.locator(id('logs-lines')).evaluate((box) => box.parentElement?.scrollIntoView());
    },
  ],
  [
    'diagnostics-bundle',
    'doctor-alone',
    async (page) => {
      await press('nav-diagnostics', 'bundle-make', 'bundle-show-logs/crossprem.log')(page);
      await scrollDown('main')(page);
    },
  ],
  ['carry-overview-unread', 'carry-unread'],
  ['carry-overview', 'carry'],
  ['carry-plan', 'carry', press('nav-plan')],
  ['carry-script', 'carry', press('nav-plan', 'plan-tab-script')],
  ['diagnose', 'customers', press('nav-diagnose')],
  [
    'diagnose-found',
    'read',
    async (page) => {
      await press('nav-diagnose')(page);
      await page.locator(id('diagnose-text')).fill('AADSTS700027');
      await press('diagnose-run')(page);
      await page.locator(id('diagnose-result')).waitFor();
    },
  ],
  [
    'diagnose-details',
    'read',
    async (page) => {
      await press('nav-diagnose')(page);
      await page.locator(id('diagnose-text')).fill('AADSTS700027');
      await press('diagnose-run')(page);
      await page.locator(`${id('answer-key-not-registered')} summary`).click();
      await page.locator(id('answer-key-not-registered')).scrollIntoViewIfNeeded();
    },
  ],
  ['inspect', 'customers', press('nav-inspect')],
  ['inspect-list', 'read', inspectAt('inspect-result')],
  ['inspect-ladder', 'read', inspectAt('inspect-ladder')],
  ['inspect-token', 'customers', inspectAt('inspect-tokens')],
  ['topology', 'read', press('nav-topology')],
  ['topology-table', 'customers', topologyAt('topology-table')],
  ['topology-pictures', 'customers', topologyAt('topology-pictures')],
  ['topology-contradictions', 'customers', topologyAt('topology-contradictions')],
  ['topology-needs', 'customers', topologyAt('topology-needs')],
  ['practice', 'practice', press('nav-practice')],
  ['practice-world', 'practice', press('nav-practice', 'practice-tab-world')],
  ['practice-faults', 'practice', press('nav-practice', 'practice-tab-faults')],
  ['practice-closed', 'customers', press('nav-practice', 'practice-tab-world')],
  ['practice-offer', 'practice-offer'],
  ['practice-tour', 'practice-tour', press('nav-plan')],
  ['practice-drill', 'practice-drill'],
  ['practice-solved', 'practice-solved', press('nav-plan')],
  ['practice-ask', 'practice', press('nav-practice', 'drill-start-stale-plan')],
  [
    'features',
    'read',
    async (page) => {
      await press('nav-features')(page);
      await page.locator(id('feature-4-1')).click();
    },
  ],
  ['features-after', 'read', press('nav-features', 'feature-toggle')],
  ['lab', 'read', press('lab-toggle')],
  ['help', 'read', press('help-toggle')],
  ['menu', 'read', press('customer-chip')],
  ...frameShots(press),
  ['window-locked', 'locked'],
  ['window-locked-run', 'locked-running'],
  ['window-elsewhere', 'elsewhere'],
  ['window-about', 'elsewhere', press('help-toggle', 'about-open')],
];

const WIDE = { width: 1280, height: 832 };
const NARROW = { width: 1024, height: 768 };
/** Each language in each theme and both sizes that every screen is made for. */
const MATRIX = ['en', 'fr', 'zh-TW'].flatMap((language) =>
  ['light', 'dark'].flatMap((theme) =>
    [WIDE, NARROW].map((size) => ({
      suffix: `${language}-${theme}${size === NARROW ? '-narrow' : ''}`,
      language,
      theme,
      ...size,
    })),
  ),
);
const VARIANTS = [
  ...MATRIX,
  ...['en', 'fr', 'zh-TW'].map((language) => ({
    suffix: `${language}-high`,
    language,
    theme: 'contrast',
    ...WIDE,
  })),
  { suffix: 'en-least', language: 'en', theme: 'light', width: 960, height: 640 },
  { suffix: 'fr-200', language: 'fr', theme: 'light', width: 640, height: 416, zoomed: true },
  { suffix: 'fr-400', language: 'fr', theme: 'light', width: 320, height: 208, zoomed: true },
  { suffix: 'en-contrast', language: 'en', theme: 'dark', ...WIDE, forcedColors: 'active' },
  { suffix: 'en-large', language: 'en', theme: 'light', width: 1920, height: 1080 },
  { suffix: 'pseudo', language: 'en', theme: 'light', pseudo: true, ...NARROW },
  { suffix: 'pseudo-rtl', language: 'en', theme: 'dark', pseudo: true, direction: 'rtl', ...WIDE },
];
/** Each theme and each language in which Tab goes around every screen. */
const WALKED = ['en-light', 'fr-dark', 'zh-TW-high', 'en-contrast'];
/** Its rows come and go while Tab goes through them. */
const ENDLESS = 'customers-many';
/** What `--quick` takes. */
const QUICK = 'en-light';
/** What `--sample` takes: screens, languages, themes and sizes by turns. */
const SAMPLE = [
  'plan-consent-fr-dark-narrow',
  'run-en-contrast',
  'run-failed-zh-TW-high',
  'keys-zh-TW-dark',
  'history-comparison-fr-light-narrow',
  'topology-table-fr-400',
  'sheet-zh-TW-high',
  'customer-export-fr-dark',
  'inspect-ladder-zh-TW-light-narrow',
  'report-en-least',
  'first-run-fr-400',
];

/** All of them. */
export const SHOTS = VARIANTS.flatMap(({ suffix, ...variant }) =>
  SCREENS.map(([name, scene, act]) => ({
    name: `${name}-${suffix}`,
    scene,
    act,
    quick: suffix === QUICK,
    walk: WALKED.includes(suffix) && name !== ENDLESS,
    sample: SAMPLE.includes(`${name}-${suffix}`),
    ...variant,
  })),
);
if (SHOTS.filter(({ sample }) => sample).length !== SAMPLE.length)
  throw new Error('the sample names a picture that is not there');
