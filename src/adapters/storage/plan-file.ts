/** A saved plan, read back. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as v from 'valibot';
import type { Plan } from '../../core/model/plan';
import { CodedError, appError } from '../../shared/errors';
import { isSafeJson } from '../../shared/json';
import { fileError } from './file-system';
import { planSchema } from './schemas';

/** Bytes above which a file is not even opened; a plan for a thousand servers is far below it. */
const LIMIT = 64_000_000;

/** Reads a saved plan. HX-PLANFILE where it is none. Whether somebody edited it is for its reader to see. */
export async function readPlanFile(path: string): Promise<Plan> {
  const name = basename(path);
  let text: string;
  try {
    if ((await stat(path)).size > LIMIT)
      throw new CodedError(appError('HX-PLANFILE', { file: name }));
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    throw thrown instanceof CodedError ? thrown : fileError(thrown, path);
  }
  const schema = v.pipe(v.string(), v.parseJson(), v.check(isSafeJson), planSchema);
  const parsed = v.safeParse(schema, text);
  if (!parsed.success)
    throw new CodedError(appError('HX-PLANFILE', { file: name }, parsed.issues[0].message));
  return parsed.output;
}
