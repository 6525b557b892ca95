import { AppError, type Json } from '@agentflow/core';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { defineTool } from '../define-tool.js';

const MAX_ROWS = 100_000;
const INTEGER = /^-?(0|[1-9]\d{0,14})$/;
const DECIMAL = /^-?(0|[1-9]\d*)\.\d+$/;

export const csvParse = defineTool({
  name: 'csv_parse',
  title: 'Parse CSV',
  description:
    'Turns CSV text (RFC 4180) into rows. With a header line each row is an object by column name, without one an array of texts.',
  effect: 'none',
  arguments: z.strictObject({
    text: z.string().meta({ title: 'CSV text' }),
    delimiter: z.string().min(1).max(3).default(',').meta({ title: 'Delimiter' }),
    header: z.boolean().default(true).meta({ title: 'First line names the columns' }),
    numbers: z.boolean().default(false).meta({ title: 'Read numbers', description: 'Cells that look like plain numbers become numbers' }),
  }),
  output: z.object({ rows: z.array(z.unknown()), columns: z.array(z.string()), count: z.number() }),
  execute({ arguments: { text, delimiter, header, numbers } }) {
    const lines = linesOf(text, delimiter);
    if (lines.length > MAX_ROWS + 1) throw new AppError('TOOL_FAILED', `the text has more than ${MAX_ROWS} rows`, { rows: lines.length });
    const cell = (value: string): Json => (numbers && (INTEGER.test(value) || DECIMAL.test(value)) ? Number(value) : value);
    if (!header) return { rows: lines.map((line) => line.map(cell)), columns: [], count: lines.length };
    const columns = lines[0] ?? [];
    const twice = columns.find((name, index) => columns.indexOf(name) !== index);
    if (twice !== undefined)
      throw new AppError('TOOL_FAILED', `two columns are named ${JSON.stringify(twice)}; parse it with header: false`, { column: twice });
    const rows = lines.slice(1).map((line) => Object.fromEntries(columns.map((name, index) => [name, cell(line[index] ?? '')])));
    return { rows, columns, count: rows.length };
  },
});

function linesOf(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, bom: true, skip_empty_lines: true, relax_column_count_less: true });
  } catch (cause) {
    throw new AppError('TOOL_FAILED', `the CSV is malformed: ${(cause as Error).message}`, {}, { cause });
  }
}
