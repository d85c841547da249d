import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../src/http/files/csv.ts';
import type { Sheet } from '../../../src/http/files/sheet.ts';
import { xlsxOf } from '../../../src/http/files/xlsx.ts';

async function* rowsOf(...rows: (string | number)[][]): Sheet['rows'] & AsyncGenerator<(string | number)[]> {
  yield* rows;
}

const sheet = (rows: Sheet['rows']): Sheet => ({
  name: "Hộ 'A' & B",
  columns: [{ title: 'Hộ', width: 9 }],
  rows,
});

async function sheetXml(rows: Sheet['rows']) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of xlsxOf(sheet(rows))) chunks.push(chunk);
  const parts = unzipSync(Buffer.concat(chunks));
  return {
    chunks: chunks.length,
    workbook: strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array()),
    sheet: strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array()),
  };
}

describe('CSV', () => {
  it.each([
    ['Nhà 1', 'Nhà 1'],
    ['a,b', '"a,b"'],
    ['a "b"', '"a ""b"""'],
    ['a\nb', '"a\nb"'],
    ['=1+1', "'=1+1"],
    ['+84905', "'+84905"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['|cmd', "'|cmd"],
    [-2, '-2'],
  ])('%j is written as %j', async (cell, written) => {
    let text = '';
    for await (const part of csvOf(sheet(rowsOf([cell])))) text += part;
    expect(text).toBe(`\uFEFFHộ\r\n${written}\r\n`);
  });
});

describe('XLSX', () => {
  it('texts stay texts, whatever is in them', async () => {
    const { sheet: xml, workbook } = await sheetXml(rowsOf(['=1+1', 7], ['<b> & "c"\u0000\uFFFE 😀']));
    expect(xml).toContain('<t xml:space="preserve">=1+1</t></is></c><c s="0"><v>7</v></c>');
    expect(xml).toContain('<t xml:space="preserve">&lt;b&gt; &amp; &quot;c&quot; 😀</t>');
    expect(xml).not.toContain('<f>');
    expect(workbook).toContain(`<sheet name="Hộ 'A' &amp; B"`);
    expect(workbook).toContain(`>'Hộ ''A'' &amp; B'!$1:$1<`);
  });

  it('a long one comes in pieces', async () => {
    async function* many() {
      for (let row = 0; row < 20_000; row++) yield [`Nhà ${row} ${Math.sin(row)}`];
    }
    const { chunks, sheet: xml } = await sheetXml(many());
    expect(chunks).toBeGreaterThan(10);
    expect(xml.match(/<row>/g)).toHaveLength(20_001);
  });
});
