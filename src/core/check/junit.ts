/** Checks as JUnit XML, as Azure Pipelines, GitHub Actions and others read it: one suite a customer. */
import type { Translator } from '../../shared/messages/translate';
import type { AppError } from '../../shared/errors';
import { escapeHtml } from '../report/markup';
import type { CheckResult, CheckedDate, CheckedResource } from './check';

/** One customer's outcome; `error`: it could not even be opened. */
export interface CheckedCustomer {
  readonly id: string;
  readonly name: string;
  readonly outcome: CheckResult | { readonly error: AppError };
}

interface Case {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly message: string;
}

/** The file's text. `cause` puts an error into words. */
export function renderJUnit(
  customers: readonly CheckedCustomer[],
  translator: Translator,
  cause: (error: AppError) => string,
): string {
  const suites = customers.map((customer) => suite(customer, casesOf(customer, translator, cause)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="crossprem check">\n${suites.join('')}</testsuites>\n`;
}

function casesOf(
  { outcome }: CheckedCustomer,
  translator: Translator,
  cause: (error: AppError) => string,
): readonly Case[] {
  if ('error' in outcome)
    return [{ name: outcome.error.code, outcome: 'failed', message: cause(outcome.error) }];
  const { t } = translator;
  return [
    ...outcome.dates.map((date) => dateCase(date, translator)),
    ...outcome.drift.map((item) => resourceCase(item, translator, 'failed')),
    ...outcome.notChecked.map((item) => resourceCase(item, translator, 'skipped')),
    ...outcome.errors.map((error): Case => ({
      name: error.code,
      outcome: 'skipped',
      message: cause(error),
    })),
    outcome.verifiedAt === null
      ? { name: 'verified', outcome: 'skipped', message: t('cli.check.never-verified') }
      : { name: 'verified', outcome: 'passed', message: '' },
  ];
}

function dateCase(date: CheckedDate, { t }: Translator): Case {
  const name = `${date.where} ${date.name}`;
  const message = t(date.daysLeft < 0 ? 'cli.check.ended' : 'cli.check.left', {
    days: Math.abs(date.daysLeft),
    date: date.end,
  });
  const isFailed = date.state === 'ended' || date.state === 'due';
  return { name, outcome: isFailed ? 'failed' : 'passed', message };
}

function resourceCase(
  item: CheckedResource,
  translator: Translator,
  outcome: 'failed' | 'skipped',
): Case {
  const message =
    item.differences.length > 0 ? item.differences.join('\n') : translator.t('cli.check.unread');
  return { name: translator.text(item.title), outcome, message };
}

function suite({ id, name }: CheckedCustomer, cases: readonly Case[]): string {
  const count = (outcome: Case['outcome']): string =>
    String(cases.filter((item) => item.outcome === outcome).length);
  const lines = cases.map(
    (item) =>
      `    <testcase classname="${escapeHtml(id)}" name="${attribute(item.name)}"${body(item)}\n`,
  );
  return `  <testsuite name="${attribute(name)}" tests="${String(cases.length)}" failures="${count('failed')}" skipped="${count('skipped')}">\n${lines.join('')}  </testsuite>\n`;
}

function body({ outcome, message }: Case): string {
  if (outcome === 'passed') return '/>';
  const tag = outcome === 'failed' ? 'failure' : 'skipped';
  return `><${tag} message="${attribute(message)}"/></testcase>`;
}

/** A reader turns a raw line break in an attribute into a space. */
function attribute(text: string): string {
  return escapeHtml(text).replace(/\r\n|\r|\n/g, '&#10;');
}
