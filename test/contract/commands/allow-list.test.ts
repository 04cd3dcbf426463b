import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALLOWED_CMDLETS, isChange } from '../../../src/core/commands/allow-list';
import { SKYPE_CMDLETS } from '../../../src/core/commands/allow-list-skype';
import { knowsWhatIf } from '../../../src/core/commands/allow-list-whatif';
import type { ParameterKind } from '../../../src/core/commands/allow-list';
import { MAILBOX_PAGES } from './mailbox-pages';

interface ReferenceParameter {
  readonly type: string;
  readonly required: boolean;
  readonly scope?: string;
}
type Reference = Readonly<
  Record<
    string,
    { readonly scope?: string; readonly parameters: Readonly<Record<string, ReferenceParameter>> }
  >
>;

const folder = process.env['CROSSPREM_REFERENCE'];
const EXPECTED_TYPES: Readonly<Record<ParameterKind, RegExp>> = {
  text: /^(String|Fqdn|Int32|DateTime|AllowedServices|X500DistinguishedName|Uri|Unlimited|ElcFolderType|AuthServerType|ModServiceType|AvailabilityAccessMethod|(AssignmentMethod|RecipientTypeDetails)\[\])$/,
  identity: /^(String|ProxyAddress|\w+IdParameter)$/,
  link: /^(String|Uri|\w+IdParameter)$/,
  list: /^MultiValuedProperty$/,
  texts: /^MultiValuedProperty$/,
  boolean: /^Boolean$/,
  switch: /^SwitchParameter$/,
};

describe.skipIf(folder === undefined)(
  'the allow-list against the cmdlet pages (CROSSPREM_REFERENCE)',
  () => {
    const text =
      folder === undefined ? '{}' : readFileSync(join(folder, 'reference', 'cmdlets.json'), 'utf8');
    const pages: Reference = { ...(JSON.parse(text) as Reference), ...MAILBOX_PAGES };

    it.each(Object.entries(ALLOWED_CMDLETS))(
      '%s and its parameters exist on premises with their types',
      (name, allowed) => {
        const page = pages[name];
        expect(page, `${name} has no page`).toBeDefined();
        expect(page!.scope ?? 'on-premises').not.toBe('cloud');
        for (const [parameter, kind] of Object.entries(allowed.parameters)) {
          const documented = page!.parameters[parameter];
          expect(documented, `${name} -${parameter}`).toBeDefined();
          expect(documented!.scope, `${name} -${parameter}`).not.toBe('cloud');
          expect(documented!.type, `${name} -${parameter}`).toMatch(EXPECTED_TYPES[kind]);
        }
        for (const required of allowed.required)
          expect(Object.keys(allowed.parameters)).toContain(required);
      },
    );

    it.each(
      Object.keys({ ...ALLOWED_CMDLETS, ...SKYPE_CMDLETS }).filter(
        (name) => isChange(name) && !Object.hasOwn(MAILBOX_PAGES, name),
      ),
    )('%s knows -WhatIf where its page says so', (name) => {
      expect(Object.keys(pages[name]?.parameters ?? {}).includes('WhatIf')).toBe(knowsWhatIf(name));
    });

    // threat T9
    it('names as changes exactly the cmdlets that do not only get', () => {
      for (const [name, allowed] of Object.entries(ALLOWED_CMDLETS))
        expect(allowed.change).toBe(!/^(Get|Test)-/.test(name));
    });
  },
);
