import { describe, expect, test } from 'vitest';
import { applicationLevel, isOld, knowDomainNames } from '../../../../src/core/scenarios/builds';

const server = (AdminDisplayVersion: string) => ({ Name: 'EX', Fqdn: 'ex', AdminDisplayVersion });

describe('the dedicated hybrid application', () => {
  test.each([
    ['Version 15.2 (Build 2562.17)', '', 'yes'],
    ['Version 15.2 (Build 1748.10)', '', 'unclear'],
    ['Version 15.2 (Build 1748.10)', '15.2.1748.24', 'yes'],
    ['Version 15.2 (Build 1544.4)', '15.2.1544.4', 'unclear'],
    ['Version 15.1 (Build 2507.6)', '15.1.2507.55', 'yes'],
    ['Version 15.1 (Build 2375.7)', '', 'no'],
    ['Version 15.2 (Build 1258.12)', '15.2.1258.28', 'no'],
    ['Version 15.0 (Build 1497.2)', '', 'no'],
    ['Version 14.3 (Build 123.4)', '', 'no'],
    ['Version 15.2 (Build 3000.1)', '', 'yes'],
    ['', '', 'unclear'],
  ])('%s with program files of %j: %s', (version, file, level) => {
    expect(applicationLevel(server(version), file)).toBe(level);
  });
});

test('domain names on auth servers came with 2016 CU18 and 2019 CU7', () => {
  expect(knowDomainNames([server('Version 15.1 (Build 2106.2)')])).toBe(true);
  expect(knowDomainNames([server('Version 15.1 (Build 2044.4)')])).toBe(false);
  expect(
    knowDomainNames([server('Version 15.2 (Build 721.2)'), server('Version 15.0 (Build 1497.2)')]),
  ).toBe(false);
});

test('Exchange 2010 is old, 2013 is not', () => {
  expect(isOld(server('Version 14.3 (Build 123.4)'))).toBe(true);
  expect(isOld(server('Version 15.0 (Build 1497.2)'))).toBe(false);
});
