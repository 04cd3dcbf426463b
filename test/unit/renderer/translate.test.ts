import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../src/shared/messages';
import { loadMessages } from '../../../src/shared/messages';
import { messagesOf } from '../../../src/shared/messages/sync';
import { argumentNames } from '../../../src/shared/messages/translate';

const en = createTranslator('en', messagesOf('en'));
const fr = createTranslator('fr', messagesOf('fr'));
const zh = createTranslator('zh-TW', messagesOf('zh-TW'));

describe('the translator', () => {
  it('fills arguments and plurals', () => {
    expect(en.t('ui.plan.apply', { changes: 1, systems: 2 })).toBe('Apply 1 change on 2 systems');
    expect(fr.t('ui.plan.apply', { changes: 2, systems: 1 })).toBe(
      'Appliquer 2 modifications sur 1 système',
    );
    expect(zh.t('ui.plan.apply', { changes: 2, systems: 1 })).toBe('在 1 個系統上套用 2 項變更');
  });

  it('writes the first of a month as French does', () => {
    expect(fr.date('2026-10-01')).toBe('1er oct. 2026');
    expect(fr.date('2026-10-11')).toBe('11 oct. 2026');
    expect(en.date('2026-10-01')).toBe('Oct 1, 2026');
  });

  it('shows the key where there is no text, and a mark for a missing argument', () => {
    expect(en.text({ key: 'core.not.there', args: {} })).toBe('core.not.there');
    expect(en.has('core.not.there')).toBe(false);
    expect(en.t('errors.HX-RO.why')).toBe('Crossprem has no right to write to …');
    expect(en.t('errors.HX-429.why')).not.toContain('errors.');
  });

  it('ends no sentence with four dots, in whichever language', () => {
    for (const translator of [en, fr, zh])
      for (const key of Object.keys(messagesOf('en')).filter((name) => name.startsWith('errors.')))
        expect(translator.text({ key, args: {} }), key).not.toMatch(/…(?:\.(?:\s|$)|。)/);
  });

  it('makes dates and application ids readable, and names what has a name', () => {
    expect(en.t('errors.HX-CERTEXP.why', { thumbprint: 'AB', date: '2027-01-08' })).toContain(
      'Jan 8, 2027',
    );
    expect(
      en.t('errors.HX-NOLINK.what', { application: '00000004-0000-0ff1-ce00-000000000000' }),
    ).toBe(
      '00000004-0000-0ff1-ce00-000000000000 · Skype for Business Online has no linked account.',
    );
    expect(fr.t('errors.HX-INPUT.what', { input: 'teamsAddress' })).toContain(
      'Adresse du compte Teams',
    );
    const locale = { chosen: 'Français', locale: 'en-GB' };
    expect(fr.t('doctor.check.language', locale)).toContain('anglais (Royaume-Uni)');
    expect(en.t('errors.HX-SIGNIN.why', { reason: 'expired' })).toBe(
      en.t('sign-in.reason.expired'),
    );
  });

  it('calls Skype for Business as each language does, as an id’s name and as a name alone', () => {
    const id = '00000004-0000-0ff1-ce00-000000000000';
    expect(fr.t('errors.HX-NOPRINCIPAL.what', { application: id })).toContain(
      `${id} · Skype Entreprise Online`,
    );
    const named = { application: 'Skype for Business Online' };
    expect(en.t('errors.HX-NOPRINCIPAL.what', named)).toContain('Skype for Business Online');
    expect(fr.t('errors.HX-NOPRINCIPAL.what', named)).toContain('Skype Entreprise Online');
    expect(zh.t('errors.HX-NOPRINCIPAL.what', named)).toBe('租用戶中沒有商務用 Skype Online。');
    expect(zh.t('errors.HX-NOPRINCIPAL.what', { application: 'Exchange Online' })).toBe(
      '租用戶中沒有 Exchange Online。',
    );
    // What somebody typed or a server said is no product's name.
    expect(fr.t('errors.HX-NOPRINCIPAL.what', { application: 'Our Skype for Business' })).toContain(
      'Our Skype for Business',
    );
  });

  it('writes durations and ages in words of the language', () => {
    expect(en.duration(1_840)).toBe('1.8 sec');
    expect(en.duration(125_000)).toBe('2 min 5 sec');
    expect(fr.duration(3_900_000).replace(/\s/g, ' ')).toBe('1 h 5 min');
    expect(en.ago(125_000)).toBe('2 minutes ago');
    expect(zh.ago(125_000)).toBe('2 分鐘前');
    expect(en.ago(0)).toBe('now');
  });

  it('is given the same texts by the window’s loader', async () => {
    const loaded = createTranslator('fr', await loadMessages('fr'));
    expect(loaded.t('ui.nav.verify')).toBe(fr.t('ui.nav.verify'));
  });
});

describe('argument names', () => {
  it('are found in text and in syntax trees, nested ones too', () => {
    const text = '{n, plural, one {{what} #} other {# {what}}} on {place}';
    expect(new Set(argumentNames(text))).toEqual(new Set(['n', 'what', 'place']));
    const tree = messagesOf('en')['ui.plan.apply'];
    expect(new Set(argumentNames(tree!))).toEqual(new Set(['changes', 'systems']));
  });
});
