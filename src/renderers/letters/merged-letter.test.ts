import { readdirSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { HAS_NO_OFFICE, runBasic } from '../../testing/office.ts';
import { temporaryFolder } from '../../testing/tiny-snapshot.ts';

/** The letter of a list of the shipped sample, and the list. */
function lettersOfSample(): { readonly letter: string; readonly list: string } {
  const paths = readdirSync('reports/sample', { recursive: true, encoding: 'utf8' });
  const named = (ending: string): string => {
    const found = paths.find((path) => path.endsWith(ending));
    if (found === undefined) throw new Error(`the sample has no ${ending}`);
    return join('reports/sample', found);
  };
  return { letter: named('lettres/inactive-mailboxes.docx'), list: named('inactive-mailboxes.fr.csv') };
}

const rowsSchema = z.array(z.record(z.string(), z.string()));

/** The header of the list and its first three rows, byte for byte as they were written. */
async function firstThree(
  list: string,
): Promise<{ text: string; delimiter: string; rows: z.infer<typeof rowsSchema> }> {
  const text = (await readFile(list, 'utf8'))
    .split(/(?<=\n)/)
    .slice(0, 4)
    .join('');
  const delimiter = text.split('\n', 1)[0]?.includes(';') === true ? ';' : ',';
  return { text, delimiter, rows: rowsSchema.parse(parse(text, { columns: true, bom: true, delimiter })) };
}

/** What *Edit › Exchange Database* and *File › Print* do: the letter's fields are those of the list, and each row gives a text. */
function merging(home: string, delimiter: string): string {
  const url = (name: string): string => pathToFileURL(join(home, name)).href;
  return `Function Named(name As String, value As Variant)
  Dim one As New com.sun.star.beans.PropertyValue
  one.Name = name
  one.Value = value
  Named = one
End Function
Sub Main
  On Error GoTo Failed
  Dim databases, source, letter, fields, field, merge
  databases = createUnoService("com.sun.star.sdb.DatabaseContext")
  source = databases.createInstance()
  source.URL = "sdbc:flat:${url('lists')}"
  source.Info = Array(Named("Extension", "csv"), Named("CharSet", "UTF-8"), Named("HeaderLine", True), Named("FieldDelimiter", "${delimiter}"), Named("StringDelimiter", Chr(34)))
  source.DatabaseDocument.storeAsURL("${url('lists.odb')}", Array())
  databases.registerObject("lists", source)
  letter = StarDesktop.loadComponentFromURL("${url('letter.docx')}", "_blank", 0, Array(Named("Hidden", True)))
  fields = letter.getTextFields().createEnumeration()
  Do While fields.hasMoreElements()
    field = fields.nextElement()
    If field.supportsService("com.sun.star.text.TextField.Database") Then
      field.getTextFieldMaster().DataBaseName = "lists"
      field.getTextFieldMaster().DataTableName = "list"
      field.getTextFieldMaster().DataCommandType = com.sun.star.sdb.CommandType.TABLE
    End If
  Loop
  letter.storeAsURL("${url('letter.odt')}", Array(Named("FilterName", "writer8")))
  letter.close(True)
  merge = createUnoService("com.sun.star.text.MailMerge")
  merge.DataSourceName = "lists"
  merge.Command = "list"
  merge.CommandType = com.sun.star.sdb.CommandType.TABLE
  merge.DocumentURL = "${url('letter.odt')}"
  merge.OutputType = com.sun.star.text.MailMergeType.FILE
  merge.OutputURL = "${url('merged')}"
  merge.FileNamePrefix = "letter"
  merge.SaveAsSingleFile = False
  merge.SaveFilter = "Text (encoded)"
  merge.SaveFilterOptions = "UTF8,LF,,,"
  merge.execute(Array())
  Say "merged"
  StarDesktop.terminate()
  Exit Sub
Failed:
  Say Error$ & " at line " & Erl
  StarDesktop.terminate()
End Sub`;
}

test.skipIf(HAS_NO_OFFICE)(
  'a letter of the sample and three rows of its list give three texts in LibreOffice, with every column of each row',
  { timeout: 200_000 },
  async () => {
    const home = await temporaryFolder();
    const { letter, list } = lettersOfSample();
    const { text, delimiter, rows } = await firstThree(list);
    for (const folder of ['lists', 'merged']) await mkdir(join(home, folder));
    await writeFile(join(home, 'lists/list.csv'), text);
    await copyFile(letter, join(home, 'letter.docx'));
    expect(await runBasic(home, merging(home, delimiter))).toBe('merged\n');
    const names = (await readdir(join(home, 'merged'))).sort();
    const texts = await Promise.all(names.map((name) => readFile(join(home, 'merged', name), 'utf8')));
    expect(rows).toHaveLength(3);
    expect(texts).toHaveLength(3);
    for (const [index, row] of rows.entries()) {
      const merged = texts[index] ?? '';
      for (const [column, value] of Object.entries(row)) {
        expect(merged).toContain(value);
        expect(merged).not.toContain(`«${column}»`);
      }
    }
    expect(new Set(texts).size).toBe(3);
  },
);
