/** The allow-list, the bridge's file and the lab's table say the same of every cmdlet and parameter that may be emitted. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALLOWED_CMDLETS } from '../../../src/core/commands/allow-list';
import { knowsWhatIf } from '../../../src/core/commands/allow-list-whatif';
import type { ParameterKind } from '../../../src/core/commands/allow-list';
import { bridgeTableText } from '../../../src/core/commands/output-properties';
import { CMDLETS } from '../../../src/lab/exchange/parameters';
import type { ParameterRule } from '../../../src/lab/exchange/parameter-rules';

/** Kinds of the lab's table that a value of ours may be bound as. */
const KINDS: Readonly<Record<ParameterKind, readonly ParameterRule['type'][]>> = {
  text: ['text', 'texts', 'choice', 'choices', 'size', 'count', 'date'],
  identity: ['identity', 'address', 'text'],
  // What clears a value is sent as $null, whatever its type.
  link: ['identity', 'text'],
  list: ['texts', 'choices'],
  boolean: ['boolean', 'nullable-boolean'],
  texts: ['texts'],
  switch: ['switch'],
};

const parameters = Object.entries(ALLOWED_CMDLETS).flatMap(([cmdlet, allowed]) =>
  Object.entries(allowed.parameters).map(([name, kind]) => ({ cmdlet, name, kind })),
);

describe('one table in three places', () => {
  it('the bridge’s file is made from the allow-list', () => {
    const file = join(import.meta.dirname, '../../../assets/powershell/allow-list.json');
    expect(readFileSync(file, 'utf8')).toBe(bridgeTableText());
  });

  it.each(Object.entries(ALLOWED_CMDLETS))(
    '%s is in the lab, with the same rules',
    (name, allowed) => {
      const rule = CMDLETS[name];
      if (rule === undefined) throw new Error('the lab does not have it');
      expect(rule.change).toBe(allowed.change);
      if (allowed.change) expect(Object.hasOwn(rule.parameters, 'WhatIf')).toBe(knowsWhatIf(name));
      // Where the lab asks, and a real server with it, the answer must be sent along.
      expect(allowed.required.includes('Confirm')).toBe(rule.confirms ?? false);
      const mandatory = Object.entries(rule.parameters).filter(
        ([, item]) => item.required === true && item.sets === undefined,
      );
      expect(allowed.required).toEqual(expect.arrayContaining(mandatory.map(([key]) => key)));
    },
  );

  it.each(parameters)('$cmdlet -$name is bound alike in the lab', ({ cmdlet, name, kind }) => {
    const rule = CMDLETS[cmdlet]?.parameters[name];
    if (rule === undefined) throw new Error('the lab does not have it');
    expect(KINDS[kind]).toContain(rule.type);
  });
});
