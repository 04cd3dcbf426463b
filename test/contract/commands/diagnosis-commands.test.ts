import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENTRIES } from '../../../src/core/diagnosis/catalogue';

const folder = process.env['CROSSPREM_REFERENCE'];
const PAGES_ELSEWHERE =
  /^(?:Get-(?:Date|ItemProperty|ChildItem|Module|PSSession|Command|ADPermission|Mailbox|MailboxFolderPermission)|Test-NetConnection|Resolve-DnsName|Invoke-\w+)$/;

describe.skipIf(folder === undefined)(
  'the commands of diagnoses against the cmdlet pages (CROSSPREM_REFERENCE)',
  () => {
    const text =
      folder === undefined ? '{}' : readFileSync(join(folder, 'reference', 'cmdlets.json'), 'utf8');
    const pages = JSON.parse(text) as Record<string, { parameters: Record<string, unknown> }>;
    const commands = ENTRIES.flatMap(({ id, checks }) =>
      checks.flatMap((check) => ('text' in check ? [[id, check.text] as const] : [])),
    ).filter(([, command]) => /^[A-Z][a-z]+-[A-Z]\w+/.test(command));

    it.each(commands)('%s: %s', (_, command) => {
      const [call = ''] = command.split(' | ');
      const name = call.split(' ')[0] ?? '';
      if (PAGES_ELSEWHERE.test(name)) return;
      const known = Object.keys(pages[name]?.parameters ?? {});
      expect(pages[name], `${name} has no page`).toBeDefined();
      for (const [, parameter = ''] of call.matchAll(/ -([A-Z]\w+)/g))
        if (!call.includes(`"`) || parameter !== 'eq') expect(known, command).toContain(parameter);
    });
  },
);
