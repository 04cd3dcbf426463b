/** Recorded answers of real servers, through Import-Clixml and the bridge, against the product's own CLIXML reader. */
import { readFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readClixml } from '../../../src/adapters/powershell/clixml';
import { OUTPUT_PROPERTIES } from '../../../src/core/commands/output-properties';
import { KINDS, call, closeAll, command, makeShell, removeFolder } from './support/shells';

const reference = process.env['CROSSPREM_REFERENCE'];
const place = join(reference ?? '', 'recordings');
const real = KINDS[1]!;
const files =
  reference === undefined
    ? []
    : readdirSync(place).filter(
        (name) =>
          Object.hasOwn(OUTPUT_PROPERTIES, name.split('.')[0] ?? '') && name.endsWith('.xml'),
      );

afterEach(closeAll);
afterAll(removeFolder);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** A date and time of either form as the same text: what reads it compares instants. */
const asInstant = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(value)
    ? new Date(value).toISOString()
    : value;

describe.skipIf(reference === undefined || real.executable === undefined)(
  `recordings (CROSSPREM_REFERENCE) in ${real.name}`,
  () => {
    it.each(files.length > 0 ? files : ['none'])('%s', async (name) => {
      const names = OUTPUT_PROPERTIES[name.split('.')[0] ?? ''] ?? [];
      const taken = (item: unknown): unknown =>
        isRecord(item)
          ? Object.fromEntries(
              names.filter((key) => key in item).map((key) => [key, asInstant(item[key])]),
            )
          : item;
      const outcome = await makeShell(real).perform(
        command('Test-Recording', { Path: join(place, name) }),
        call(),
      );
      const expected = readClixml(await readFile(join(place, name), 'utf8'));
      if (outcome.kind !== 'done' || !expected.ok) throw new Error(JSON.stringify(outcome));
      expect(outcome.items.map(taken)).toEqual(expected.items.map(taken));
    });
  },
);
