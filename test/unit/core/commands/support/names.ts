import fc from 'fast-check';
import { checkInputs } from '../../../../../src/core/scenarios/inputs';
import type { ResolvedInputs } from '../../../../../src/core/scenarios/inputs';

/** Pieces that break careless quoting: every quote PowerShell knows, expansion, separators, comments, other scripts. */
const PIECES = [
  ...Array.from('abcXYZ019 -_.,;:+=!?@&|<>(){}[]#%^~*/\\$`\'"'),
  '\u2018',
  '\u2019',
  '\u201A',
  '\u201B',
  '\u201C',
  '\u201D',
  '\u201E',
  '台北',
  'é',
  '😀',
  '\u202F',
  '\u00A0',
  "O'Brien",
  '$(x)',
  '${env:X}',
  '; Remove-Item x',
  "'; calc; '",
  '#>',
  '<#',
  '@"',
  '--%',
];

const EMPTY: ResolvedInputs = {
  verifiedDomain: '',
  domainController: '',
  classicAccountName: '',
  classicAddress: '',
  teamsAccountName: '',
  teamsAddress: '',
  teamsRoleName: '',
  testMailbox: '',
  effectiveDate: '',
  rollNow: '',
  pool: '',
  exchangeAutodiscoverUrl: '',
  autodiscoverAllowedDomains: '',
  issuerThumbprint: '',
  issuerEffectiveDate: '',
  testSipAddress: '',
  storageHost: '',
  testFolder: '',
  keepTestItem: '',
  archiving: '',
  contactStore: '',
  federation: '',
  restartAt: '',
};

/** Account names that the product's own rules accept. */
export const accountName = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 20 })
  .map((pieces) => pieces.join(''))
  .filter((name) => checkInputs({ ...EMPTY, classicAccountName: name }).length === 0);

/** Role names that the product's own rules accept. */
export const roleName = accountName.filter(
  (name) => checkInputs({ ...EMPTY, teamsRoleName: name }).length === 0,
);

/** Any text of UTF-16 units, lone surrogates and control characters included. fast-check's own is slow to set up. */
export const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0x7f })), {
    maxLength: 30,
  })
  .map((units) => String.fromCharCode(...units));
