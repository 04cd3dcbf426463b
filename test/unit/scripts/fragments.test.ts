/** No text is put together from parts: word order and punctuation differ from language to language. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '../../../src');
/** Whole texts may stand beside each other with a dot, a line or a space between them. */
const SEPARATOR = /^[\s·–•]*$/;
/** A page's mark-up is no text. */
const PAGE = /^<!doctype html>/;
/** Signs that are the same in every language. */
const SIGN = /^(?:[\s·–→/()[\]?○*]*|Crossprem)$/;
/** Calls that answer a whole text. */
const TEXT_CALLS = new Set(['t', 'text']);

function isText(node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return ts.isIdentifier(name) && TEXT_CALLS.has(name.text);
}

function isFragment(node: ts.Node): boolean {
  if (ts.isTemplateExpression(node)) {
    const literals = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
    const hasText = node.templateSpans.some((span) => isText(span.expression));
    return (
      hasText && !PAGE.test(node.head.text) && !literals.every((literal) => SEPARATOR.test(literal))
    );
  }
  if (ts.isBinaryExpression(node)) {
    const adds = node.operatorToken.kind === ts.SyntaxKind.PlusToken;
    return adds && (isText(node.left) || isText(node.right));
  }
  return ts.isJsxText(node) && !SIGN.test(node.text);
}

/** Places in a source where a text is put together. */
function fragmentsOf(name: string, source: string): readonly string[] {
  const found: string[] = [];
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (isFragment(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${name}:${String(line + 1)} ${node.getText().slice(0, 80)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

// The command line's rows are tables: their columns stand beside each other by nature.
it('no text of window or main process is put together from parts', () => {
  const files = ['renderer', 'main'].flatMap((folder) =>
    readdirSync(join(SOURCES, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(folder, file)),
  );
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((file) =>
    fragmentsOf(file, readFileSync(join(SOURCES, file), 'utf8')),
  );
  expect(found).toEqual([]);
});

it.each([
  ['a = `${t("x")}: ${value}`', 1],
  ['a = t("x") + name', 1],
  ['a = <p>Changes: {n}</p>', 1],
  ['a = `${t("x")} · ${t("y")}`', 0],
  ['a = <p>{t("x", { n })} · {t("y")}</p>', 0],
])('%s counts %i', (source, count) => {
  expect(fragmentsOf('a.tsx', source)).toHaveLength(count);
});
