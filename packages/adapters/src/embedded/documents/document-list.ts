import { decodeCursor, encodeCursor } from '../threads/cursor.js';
import { FaultError } from '../threads/fault.js';
import type { Db } from '../threads/sqlite.js';
import { fold, type DocumentRow } from './document-row.js';

export interface ListRequest {
  readonly org: string;
  readonly collection: string;
  readonly where?: { readonly [name: string]: string | number };
  readonly search?: { readonly in: string; readonly text: string };
  readonly orderBy?: string;
  readonly descending?: boolean;
  readonly cursor?: string;
  readonly offset?: number;
  readonly limit: number;
}
export interface ListAnswer {
  readonly rows: readonly DocumentRow[];
  readonly nextCursor: string | null;
  readonly total: number;
}
type Row = readonly [sort: string | number, ...row: DocumentRow];
/** The document's own fields by which it can be sorted; any other name is an indexed value, bound like all values. */
const COLUMNS: ReadonlyMap<string, string> = new Map([
  ['id', 'd.id'],
  ['createdAt', 'd.created_at'],
  ['updatedAt', 'd.updated_at'],
]);

/** Lists documents by keyset: a page goes on after the last (sort value, id), so that inserts and deletes move nothing twice or past the reader. */
export function createDocumentList(db: Db): (request: ListRequest) => ListAnswer {
  const statements = new Map<string, ReturnType<Db['prepare']>>();
  const prepared = (sql: string) => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = db.prepare(sql).raw()));
    return statement;
  };
  return (request) => {
    const orderBy = request.orderBy ?? 'id';
    const column = COLUMNS.get(orderBy);
    const values: (string | number)[] = [];
    let from = 'documents d';
    for (const [name, value] of Object.entries(request.where ?? {})) {
      const alias = `w${values.length}`;
      from += ` JOIN entries ${alias} ON ${alias}.org = d.org AND ${alias}.collection = d.collection AND ${alias}.id = d.id AND ${alias}.name = ? AND ${alias}.value = ?`;
      values.push(name, value);
    }
    if (request.search) {
      from += ' JOIN entries s ON s.org = d.org AND s.collection = d.collection AND s.id = d.id AND s.name = ? AND instr(s.folded, ?) > 0';
      values.push(request.search.in, fold(request.search.text));
    }
    const where = 'd.org = ? AND d.collection = ?';
    const scope = [request.org, request.collection];
    const [total] = prepared(`SELECT count(*) FROM ${from} WHERE ${where}`).get([...values, ...scope]) as unknown as [number];

    // A document without the value sorts as the empty text: after numbers, before words.
    const sort = column ?? "coalesce(o.value, '')";
    if (!column) {
      from += ' LEFT JOIN entries o ON o.org = d.org AND o.collection = d.collection AND o.id = d.id AND o.name = ?';
      values.push(orderBy);
    }
    const direction = request.descending ? 'DESC' : 'ASC';
    const tail: (string | number)[] = [];
    let after = '';
    if (request.cursor !== undefined) {
      const [of, down, ...key] = decodeCursor<[string, number, string | number, string]>(request.cursor, [
        'string',
        'number',
        ['string', 'number'],
        'string',
      ]);
      if (of !== orderBy || (down === 1) !== (request.descending ?? false))
        throw new FaultError('BAD_REQUEST', 'the cursor belongs to a list in another order');
      after = ` AND (${sort}, d.id) ${request.descending ? '<' : '>'} (?, ?)`;
      tail.push(...key);
    }
    const sql = `SELECT ${sort}, d.id, d.version, d.created_at, d.updated_at, d.value FROM ${from} WHERE ${where}${after} ORDER BY 1 ${direction}, d.id ${direction} LIMIT ? OFFSET ?`;
    const rows = prepared(sql).all([...values, ...scope, ...tail, request.limit + 1, request.offset ?? 0]) as Row[];
    const page = rows.slice(0, request.limit);
    const last = page.at(-1);
    return {
      rows: page.map(([, ...row]) => row as unknown as DocumentRow),
      nextCursor: rows.length > request.limit && last ? encodeCursor([orderBy, request.descending ? 1 : 0, last[0], last[1]]) : null,
      total,
    };
  };
}
