import { describe, expect, it } from 'vitest';
import { checkNode, installedMatches, packagesStamp } from '../../../scripts/setup/packages.mjs';

const lock = (packages: object) => JSON.stringify({ packages });

describe('packagesStamp', () => {
  it('stays the same for the same lockfile on the same system', () => {
    expect(packagesStamp('{}', 'linux-x64')).toBe(packagesStamp('{}', 'linux-x64'));
  });

  it('changes with the lockfile', () => {
    expect(packagesStamp('{}', 'linux-x64')).not.toBe(packagesStamp('{ }', 'linux-x64'));
  });

  it('changes with the system, whose binary packages differ', () => {
    expect(packagesStamp('{}', 'linux-x64')).not.toBe(packagesStamp('{}', 'win32-x64'));
  });
});

describe('installedMatches', () => {
  const wanted = lock({
    '': { version: '1.0.0' },
    'node_modules/a': { version: '1.2.3' },
    'node_modules/a-darwin': { version: '1.2.3', optional: true },
  });

  it('accepts an installation without the optional packages of other systems', () => {
    expect(installedMatches(wanted, lock({ 'node_modules/a': { version: '1.2.3' } }))).toBe(true);
  });

  it('refuses another version', () => {
    expect(installedMatches(wanted, lock({ 'node_modules/a': { version: '1.2.4' } }))).toBe(false);
  });

  it('refuses a missing package', () => {
    expect(installedMatches(wanted, lock({}))).toBe(false);
  });
});

describe('checkNode', () => {
  it.each(['20.19.0', '20.20.2', '22.12.0', '24.0.0'])('accepts %s', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  it.each(['18.20.0', '20.18.9'])('refuses %s and says why', (version) => {
    expect(() => checkNode(version)).toThrow(`Node.js ${version} is too old.`);
  });
});
