/** Pictures of the frame: settings, palette, shortcut sheet. `press` presses controls one after the other. */
export const frameShots = (press) => {
  const id = (testid) => `[data-testid="${testid}"]`;
  const search = (text) => async (page) => {
    await press('palette-open')(page);
    await page.locator(id('palette-input')).fill(text);
    await page.locator(id('palette-list')).locator('li').first().waitFor();
  };
  return [
    ['settings', 'read', press('nav-settings')],
    ['settings-policy', 'policy', press('nav-settings')],
    [
      'settings-locked',
      'policy',
      async (page) => {
        await press('nav-settings')(page);
        await page.locator(id('setting-locked-log-days')).scrollIntoViewIfNeeded();
      },
    ],
    [
      'settings-proxy',
      'customers',
      async (page) => {
        await press('nav-settings')(page);
        await page.locator(id('setting-proxy')).selectOption('address');
        await press('setting-proxy-use')(page);
      },
    ],
    ['settings-keys', 'customers', press('nav-settings', 'shortcut-change-read')],
    ['settings-reset-all', 'customers', press('nav-settings', 'settings-reset-all')],
    ['palette', 'read', press('palette-open')],
    ['palette-search', 'read', search('con')],
    [
      'palette-error',
      'read',
      async (page) => {
        await search('HX-TEN')(page);
        await page.keyboard.press('Enter');
      },
    ],
    ['sheet', 'read', press('help-toggle', 'keys-sheet-open')],
  ];
};
