import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readClixml } from '../../../src/adapters/powershell/clixml';

const document = (content: string): string =>
  `\uFEFF<?xml version="1.0"?>\r\n<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${content}</Objs>`;

const items = (content: string): readonly unknown[] => {
  const result = readClixml(document(content));
  if (!result.ok) throw new Error(result.reason);
  return result.items;
};

const reason = (text: string): string => {
  const result = readClixml(text);
  return result.ok ? 'read' : result.reason;
};

describe('CLIXML reader', () => {
  test('reads single values', () => {
    expect(
      items(
        '<S>a &lt;b&gt; &amp; &quot;c&quot; &#233;&#x1F600;</S><B>true</B><B>false</B><I32>-7</I32><I64>9223372036854775807</I64>' +
          '<Db>1.5</Db><Db>NaN</Db><D>1.10</D><Nil /><G>1512b004-da53-47c0-8b9d-a8f3bac304da</G><DT>2026-01-12T08:00:00Z</DT>' +
          '<URI>https://contoso.com/?a=1&amp;b=2</URI><BA>QUJD</BA><C>65</C><S></S><TS>PT9.5S</TS>',
      ),
    ).toEqual([
      'a <b> & "c" é😀',
      true,
      false,
      -7,
      '9223372036854775807',
      1.5,
      'NaN',
      '1.10',
      null,
      '1512b004-da53-47c0-8b9d-a8f3bac304da',
      '2026-01-12T08:00:00Z',
      'https://contoso.com/?a=1&b=2',
      { $bytes: 'QUJD' },
      'A',
      '',
      'PT9.5S',
    ]);
  });

  test('a top-level object is its properties and added members', () => {
    expect(
      items(
        '<Obj RefId="0"><TN RefId="0"><T>Some.Type</T></TN><ToString>shown</ToString>' +
          '<Props><S N="Name">a</S><Nil N="Empty" /></Props><MS><S N="PSComputerName">ex</S></MS></Obj>',
      ),
    ).toEqual([{ Name: 'a', Empty: null, PSComputerName: 'ex' }]);
  });

  test('below it, what has a text form is that text', () => {
    expect(
      items(
        '<Obj RefId="0"><Props>' +
          '<Obj N="Type" RefId="1"><ToString>Authoritative</ToString><I32>0</I32></Obj>' +
          '<Obj N="Linked" RefId="2"><ToString>contoso.lab/Users/A</ToString><Props><S N="Rdn">CN=A</S></Props></Obj>' +
          '</Props></Obj>',
      ),
    ).toEqual([{ Type: 'Authoritative', Linked: 'contoso.lab/Users/A' }]);
  });

  test('lists, dictionaries, nested objects without a text form, and references', () => {
    expect(
      items(
        '<Obj RefId="0"><Props>' +
          '<Obj N="List" RefId="1"><LST><S>a</S><Obj RefId="2"><ToString>b</ToString></Obj><Nil/></LST></Obj>' +
          '<Obj N="Table" RefId="3"><DCT><En><S N="Key">k</S><I32 N="Value">1</I32></En></DCT></Obj>' +
          '<Obj N="Bag" RefId="4"><MS><B N="On">true</B></MS></Obj>' +
          '<Ref N="Again" RefId="1" /><Ref N="Owner" RefId="9" /></Props></Obj>'.replace(
            'RefId="9"',
            'RefId="4"',
          ),
      ),
    ).toEqual([
      {
        List: ['a', 'b', null],
        Table: { k: 1 },
        Bag: { On: true },
        Again: ['a', 'b', null],
        Owner: { On: true },
      },
    ]);
  });

  test('a dictionary key that is a record is damage', () => {
    const key = '<Obj N="Key" RefId="1"><MS><S N="a">b</S></MS></Obj>';
    const entry = `<En>${key}<S N="Value">c</S></En>`;
    const text = `<Objs><Obj RefId="0"><DCT>${entry}</DCT></Obj></Objs>`;
    expect(readClixml(text)).toMatchObject({ ok: false });
  });

  test('an object may refer to itself', () => {
    const [item] = items('<Obj RefId="0"><Props><Ref N="Me" RefId="0" /></Props></Obj>') as [
      Record<string, unknown>,
    ];
    expect(item['Me']).toBe(item);
  });

  test('a list at the top, comments, CDATA and progress records', () => {
    expect(
      items(
        '<!-- a > b --><Obj RefId="0"><LST><S><![CDATA[<x>]]></S></LST></Obj><Obj S="progress" RefId="1"><I64>1</I64></Obj>',
      ),
    ).toEqual([['<x>']]);
  });

  test('escaped characters come back', () => {
    expect(items('<S>a_x000D__x000A_b_x005F_x0041_</S>')).toEqual(['a\r\nb_x0041_']);
  });

  test('no property reaches a prototype', () => {
    const [item] = items(
      '<Obj RefId="0"><Props><S N="__proto__">x</S><S N="constructor">y</S></Props></Obj>',
    );
    expect(Object.keys(item as object)).toEqual(['__proto__', 'constructor']);
    expect({}).not.toHaveProperty('x');
  });

  test.each([
    ['', 'the document does not have exactly one root element'],
    ['<a/>', 'the document element is a, not Objs'],
    ['<Objs></Objs><Objs></Objs>', 'the document does not have exactly one root element'],
    [document('<S>a'), 'the end of Objs has no beginning'],
    ['<Objs><S>a', 'the element S is not closed'],
    [document('<Whatever/>'), 'the element Whatever is not known'],
    [document('<toString/>'), 'the element toString is not known'],
    [document('<S><B>true</B></S>'), 'the element S holds elements'],
    [document('<I32>seven</I32>'), '"seven" is not a number'],
    [document('<S>&nbsp;</S>'), 'the entity &nbsp; is not known'],
    [document('<S>&#x110000;</S>'), 'the entity &#x110000; is not known'],
    [document('<Ref RefId="5" />'), 'there is no object 5 to refer to'],
    ['<!DOCTYPE a [<!ENTITY b "c">]><Objs/>', 'unexpected markup at character 0'],
    [document('<S N=a>b</S>'), expect.stringMatching(/^unexpected markup at character \d+$/)],
    [document('<Obj>'.repeat(500) + '</Obj>'.repeat(500)), 'the document is nested too deeply'],
  ])('reports %j', (text, expected) => {
    expect(reason(text)).toEqual(expected);
  });

  test('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      '<Objs>',
      '</Objs>',
      '<Obj RefId="0">',
      '</Obj>',
      '<S>',
      '</S>',
      '<Nil/>',
      '&',
      'a',
      '"',
      '<',
      '>',
      ']]>',
      '<!--',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 30 }),
        (parts) => {
          expect(typeof readClixml(parts.join('')).ok).toBe('boolean');
        },
      ),
      { numRuns: 500 },
    );
  });
});
