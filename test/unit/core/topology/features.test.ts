import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { COLUMN_END, FEATURE_ROWS } from '../../../../src/core/topology/features';
import { TOPOLOGY_COLUMNS } from '../../../../src/shared/topology';

const fixtureSchema = v.object({
  columns: v.array(v.string()),
  rows: v.array(v.object({ id: v.string(), label: v.string(), cells: v.array(v.string()) })),
  note: v.string(),
  ended: v.string(),
});
const fixture = v.parse(
  fixtureSchema,
  JSON.parse(
    readFileSync(
      resolve(import.meta.dirname, '../../../fixtures/article-003-features.json'),
      'utf8',
    ),
  ),
);

/** What stands beside a Y in column A where Exchange 2010 is not enough. */
const NEWER = 'Y (需要 Exchange 2016/2013)';

const articles = join(process.env['CROSSPREM_REFERENCE'] ?? '', 'articles');
const hasArticles = process.env['CROSSPREM_REFERENCE'] !== undefined && existsSync(articles);

/** The article's own text. */
function article(): string {
  const name = readdirSync(articles).find((file) => file.startsWith('003_')) ?? '';
  return readFileSync(join(articles, name), 'utf8');
}

/** Cells of every line of a Markdown table, without HTML and emphasis. */
function tableOf(text: string): readonly (readonly string[])[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.startsWith('|') && !line.startsWith('|:--'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replace(/<br\/>|\*\*/g, '').trim()),
    );
}

describe('the feature table', () => {
  it('has the rows of article 003 in their order', () => {
    expect(FEATURE_ROWS.map(({ id }) => id)).toEqual(fixture.rows.map(({ id }) => id));
    expect(fixture.rows).toHaveLength(17);
    expect(fixture.columns).toHaveLength(TOPOLOGY_COLUMNS.length);
  });

  describe.each(fixture.rows)('$id', ({ id, label, cells }) => {
    const row = FEATURE_ROWS.find((item) => item.id === id);

    it.each(TOPOLOGY_COLUMNS)('is in column %s as the article has it', (column) => {
      const printed = cells[TOPOLOGY_COLUMNS.indexOf(column)];
      expect(['Y', 'N', NEWER]).toContain(printed);
      expect(row?.cells[column]).toEqual({
        supported: printed !== 'N',
        newer: printed === NEWER,
      });
    });

    it('has the footnotes that the article prints with it', () => {
      expect(row?.notes.includes('newer')).toBe(cells.includes(NEWER));
      expect(row?.notes.includes('clients')).toBe(label.includes('Lync for Mac'));
    });
  });

  it('marks the columns of the ended service', () => {
    expect(fixture.ended).toBe('2021年7月31日');
    for (const column of TOPOLOGY_COLUMNS) {
      const isEnded = fixture.columns[TOPOLOGY_COLUMNS.indexOf(column)]?.endsWith('Skype Online');
      expect(COLUMN_END[column]).toBe(isEnded === true ? '2021-07-31' : null);
    }
  });

  it.skipIf(!hasArticles)('was typed as the article prints it', () => {
    const text = article();
    const [head, ...rows] = tableOf(text);
    expect(head?.slice(1)).toEqual(fixture.columns);
    expect(rows).toEqual(fixture.rows.map(({ label, cells }) => [label, ...cells]));
    expect(text).toContain(fixture.note);
    expect(text).toContain(fixture.ended);
  });
});
