/** The reference data kept beside the checkout. Tests that need it are skipped by name where it is not there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import * as v from 'valibot';

const folder = process.env['CROSSPREM_REFERENCE'] ?? '';

/** True when the reference data is there. */
const hasReference = folder !== '' && existsSync(join(folder, 'reference', 'cmdlets.json'));

/** A suite that needs the reference data. */
export const describeWithReference = hasReference
  ? describe
  : (name: string, run: () => void): void => {
      describe.skip(`${name} (CROSSPREM_REFERENCE is not set)`, run);
    };

const parameter = v.object({
  applicable: v.optional(v.array(v.string()), []),
  required: v.optional(v.boolean(), false),
  type: v.optional(v.string(), ''),
  parameterSets: v.optional(v.array(v.string())),
  values: v.optional(v.array(v.string())),
  maxLength: v.optional(v.number()),
  scope: v.optional(v.string()),
  notUsable: v.optional(v.boolean(), false),
});
export type OfficialParameter = v.InferOutput<typeof parameter>;

const cmdlets = v.record(
  v.string(),
  v.looseObject({
    parameters: v.record(v.string(), parameter),
    supportsConfirm: v.optional(v.boolean(), false),
  }),
);

const property = v.looseObject({
  type: v.optional(v.string(), ''),
  deserialized: v.optional(v.nullable(v.string())),
  example: v.optional(v.unknown()),
  emsOnly: v.optional(v.unknown()),
  nullable: v.optional(v.unknown()),
});
export type OfficialProperty = v.InferOutput<typeof property>;

const outputs = v.record(v.string(), v.looseObject({ properties: v.record(v.string(), property) }));

function json(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, 'reference', name), 'utf8'));
}

/** Official cmdlets with their parameters; empty without reference data. */
export const officialCmdlets = hasReference ? v.parse(cmdlets, json('cmdlets.json')) : {};
/** Known output properties by cmdlet; empty without reference data. */
export const officialOutputs = hasReference ? v.parse(outputs, json('outputs.json')) : {};

/** Text of a recording. */
export function recording(name: string): string {
  return readFileSync(join(folder, 'recordings', name), 'utf8');
}
