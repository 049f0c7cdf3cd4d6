import type { ReactNode } from 'react';
import classes from './DataTable.module.css';

/** A column of a table: its head, and its cell for one row. */
export interface Column<Row> {
  key: string;
  head: string;
  cell: (row: Row) => ReactNode;
  /** Figures stand to the right. */
  figures?: boolean;
  /** Width as CSS says it, for instance `20%`. */
  width?: string;
  /** Buttons of the row: no label when the row becomes a block. */
  actions?: boolean;
}

interface DataTableProps<Row> {
  /** What the table lists, for those who hear it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** What a row lies under when rows come in groups. */
  groupOf?: (row: Row) => string;
  /** `wrong` tints a row in rubric, `open` in lapis. */
  tone?: (row: Row) => 'wrong' | 'open' | undefined;
  /** What stands under an open row. */
  below?: (row: Row) => ReactNode;
}

/** A table of rules, not boxes. At 360 px a row becomes a short block with its labels. */
export function DataTable<Row>({ caption, columns, rows, rowKey, groupOf, tone, below }: DataTableProps<Row>) {
  // Roles are said aloud because `display: block` on a phone takes them from the elements.
  return (
    <table className={classes.table} role="table">
      <caption className="sr">{caption}</caption>
      <colgroup>
        {columns.map((column) => (
          <col key={column.key} style={{ width: column.width }} />
        ))}
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.key} role="columnheader" scope="col" data-figures={column.figures}>
              {column.actions ? <span className="sr">{column.head}</span> : column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.flatMap((row, index) => {
          const before = rows[index - 1];
          const group = groupOf?.(row);
          const under = below?.(row);
          return [
            group !== undefined && (before === undefined || groupOf?.(before) !== group) && (
              <tr key={`group ${group}`} role="row" className={classes.group}>
                <th role="rowheader" scope="rowgroup" colSpan={columns.length}>
                  {group}
                </th>
              </tr>
            ),
            <tr key={rowKey(row)} role="row" data-tone={tone?.(row)}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  role="cell"
                  data-label={column.actions ? undefined : column.head}
                  data-figures={column.figures}
                  data-actions={column.actions}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>,
            under !== undefined && under !== null && (
              <tr key={`below ${String(rowKey(row))}`} role="row" data-tone={tone?.(row)} className={classes.below}>
                <td role="cell" colSpan={columns.length}>
                  {under}
                </td>
              </tr>
            ),
          ];
        })}
      </tbody>
    </table>
  );
}
