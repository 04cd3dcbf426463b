/** Answers that were carried here, kept in the customer's folder, one file a side. */
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import { canonicalJson } from '../../shared/json';
import type { ResolvedCmdlet } from '../model/command';
import type { Files } from '../ports';
import type { CarryTarget } from './manifest';
import type { CarriedAnswer } from './result';
import { carriedAnswerSchema } from './result';
import { askedSide } from './scope';

const answersSchema = v.strictObject({
  format: v.literal(1),
  /** Where they were collected. */
  host: v.string(),
  /** ISO 8601: when collecting ended, by that computer's clock. */
  collectedAt: v.string(),
  /** SHA-256 of the result file that they came in. */
  result: v.string(),
  answers: v.array(carriedAnswerSchema),
});
/** One side's answers. */
export type CarriedAnswers = v.InferOutput<typeof answersSchema>;

/** File of a side's answers in the customer's folder. */
export function answersPath(target: CarryTarget): string {
  return `carried/${askedSide(target)}.json`;
}

/** The answers of a side; undefined when nothing was carried here yet. HX-FILE when the file is damaged. */
export async function readAnswers(
  files: Files,
  target: CarryTarget,
): Promise<CarriedAnswers | undefined> {
  return readJson(files, answersPath(target), answersSchema);
}

/** The answers in the bytes of a side's file. HX-FILE when it is damaged. */
export function parseAnswers(bytes: Uint8Array, target: CarryTarget): CarriedAnswers {
  return parseJson(bytes, answersPath(target), answersSchema);
}

/** Replaces the answers of a side. */
export function writeAnswers(
  files: Files,
  target: CarryTarget,
  answers: CarriedAnswers,
): Promise<void> {
  return writeJson(files, answersPath(target), answers);
}

/** The key of a question: answers are found by exactly what was asked, and of which front end where one was named. */
export function questionKey(question: ResolvedCmdlet | string, computer = ''): string {
  const key = typeof question === 'string' ? question : canonicalJson(question);
  return computer === '' ? key : `${key} ${computer}`;
}

/** The key of an answer's question. */
export function answerKey(answer: CarriedAnswer): string {
  return 'url' in answer ? questionKey(answer.url) : questionKey(answer.command, answer.computer);
}

/** Reads and checks a JSON file of the customer's folder. HX-FILE when it is damaged. */
export async function readJson<T>(
  files: Files,
  file: string,
  schema: v.GenericSchema<unknown, T>,
): Promise<T | undefined> {
  const bytes = await files.read(file);
  return bytes === undefined ? undefined : parseJson(bytes, file, schema);
}

function parseJson<T>(bytes: Uint8Array, file: string, schema: v.GenericSchema<unknown, T>): T {
  const parsed = v.safeParse(
    v.pipe(v.string(), v.parseJson(), schema),
    new TextDecoder().decode(bytes),
  );
  if (!parsed.success)
    throw new CodedError(appError('HX-FILE', { path: file }, parsed.issues[0].message));
  return parsed.output;
}

/** Writes a JSON file of the customer's folder. */
export function writeJson(files: Files, file: string, value: unknown): Promise<void> {
  return files.write(file, new TextEncoder().encode(`${JSON.stringify(value)}\n`));
}
