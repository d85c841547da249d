import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { Sheet } from './sheet.ts';

const ROWS_AT_ONCE = 500;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** All but the sheet: ECMA-376, the least that Excel, LibreOffice and phones open. */
function partsOf(sheet: Sheet): Readonly<Record<string, string>> {
  const name = escapeXml(sheet.name);
  return {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${PACKAGE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${PACKAGE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${PACKAGE}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${RELS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    // The first row stands on every printed page.
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${name.replaceAll("'", "''")}'!$1:$1</definedName></definedNames></workbook>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
  };
}

/**
 * A spreadsheet, written and compressed piece by piece: a list of any length takes little memory and holds up nobody.
 * Texts are texts: none is ever a formula.
 */
export async function* xlsxOf(sheet: Sheet): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    failure ??= error;
    ready.push(chunk);
  });
  function take(): Uint8Array[] {
    if (failure !== null) throw failure;
    const taken = ready.filter((chunk) => chunk.length > 0);
    ready = [];
    return taken;
  }

  for (const [path, xml] of Object.entries(partsOf(sheet))) {
    const part = new ZipPassThrough(path);
    zip.add(part);
    part.push(strToU8(HEAD + xml), true);
  }
  const body = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 3 });
  zip.add(body);
  const columns = sheet.columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  let xml = `${HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`;
  xml += rowOf(
    sheet.columns.map(({ title }) => title),
    1,
  );
  let rows = 0;
  for await (const row of sheet.rows) {
    xml += rowOf(row, 0);
    rows += 1;
    if (rows % ROWS_AT_ONCE > 0) continue;
    body.push(strToU8(xml));
    xml = '';
    yield* take();
  }
  // A4, as wide as the page and as long as it takes.
  xml +=
    '</sheetData><pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"/></worksheet>';
  body.push(strToU8(xml), true);
  zip.end();
  yield* take();
}

function rowOf(cells: readonly (string | number)[], style: number): string {
  const written = cells.map((cell) =>
    typeof cell === 'number'
      ? `<c s="${style}"><v>${cell}</v></c>`
      : `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`,
  );
  return `<row>${written.join('')}</row>`;
}

function escapeXml(text: string): string {
  return (
    text
      // Not of XML 1.0 at all, not even escaped.
      .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
