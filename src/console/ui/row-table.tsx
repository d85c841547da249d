import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLanguage } from './language.tsx';
import classes from './row-table.module.css';
import { isNearEnd, useRowWindow } from './use-row-window.ts';

export interface Column<Row> {
  key: string;
  title: string;
  /** In pixels; columns that say nothing share the rest. */
  width?: number;
  align?: 'end';
  cell: (row: Row) => ReactNode;
}

interface RowTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Rows that need a person are marked. */
  isUrgent?: (row: Row) => boolean;
  /** A row of a narrow screen: what the columns say, in `phoneRowHeight` pixels. */
  phoneRow: (row: Row) => ReactNode;
  phoneRowHeight: number;
  /** Of a wide screen; one line where nothing is said. */
  rowHeight?: number;
  /** On all pages together, where the service says so. */
  total?: number | undefined;
  hasMore: boolean;
  isLoadingMore: boolean;
  /** Rows of another filter are still shown. */
  isChanging: boolean;
  /** More than the first page is loaded and something changed since. */
  isOld: boolean;
  onMore: () => void;
  onReload: () => void;
}

/** The same number is in the style sheets of pages with tables. */
const WIDE = '(min-width: 62em)';
const LINE_HEIGHT = 38;
/** The next page is asked for so many rows before the end is seen. */
const AHEAD = 40;

/** A long table: only the rows near the view are drawn, further pages come while one scrolls. */
export function RowTable<Row>(props: RowTableProps<Row>) {
  const { label, columns, rows, hasMore, isLoadingMore, onMore, rowHeight: wideHeight = LINE_HEIGHT } = props;
  const { t, number } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const isWide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  const height = isWide ? wideHeight : props.phoneRowHeight;
  const { from, to } = useRowWindow(box, height, rows.length);

  useEffect(() => {
    // `to` moves while one scrolls: that is when to look.
    if (to > 0 && hasMore && !isLoadingMore && isNearEnd(box.current, height, rows.length, AHEAD)) onMore();
  }, [hasMore, isLoadingMore, to, height, rows.length, onMore]);

  return (
    <div className={classes.frame} data-changing={props.isChanging}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
      <section ref={box} className={classes.scroll} tabIndex={0} aria-label={label}>
        <table
          className={classes.table}
          aria-rowcount={props.total === undefined ? (hasMore ? -1 : rows.length + 1) : props.total + 1}
        >
          {isWide && (
            <colgroup>
              {columns.map(({ key, width }) => (
                <col key={key} style={width === undefined ? undefined : { width }} />
              ))}
            </colgroup>
          )}
          <thead className={isWide ? undefined : 'by-hidden'}>
            <tr aria-rowindex={1}>
              {isWide ? (
                columns.map(({ key, title, align }) => (
                  <th key={key} scope="col" data-align={align}>
                    {title}
                  </th>
                ))
              ) : (
                <th scope="col">{label}</th>
              )}
            </tr>
          </thead>
          <Gap height={from * height} />
          <tbody>
            {rows.slice(from, to).map((row, index) => (
              <tr
                key={props.rowKey(row)}
                aria-rowindex={from + index + 2}
                data-urgent={props.isUrgent?.(row)}
                style={{ height }}
              >
                {isWide ? (
                  columns.map(({ key, align, cell }) => (
                    <td key={key} data-align={align}>
                      {cell(row)}
                    </td>
                  ))
                ) : (
                  <td>
                    <div className={classes.card}>{props.phoneRow(row)}</div>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
          <Gap height={(rows.length - to) * height} />
        </table>
      </section>
      <div className={classes.foot}>
        <span className="by-number">
          {hasMore
            ? props.total === undefined
              ? t('rows-loaded', { count: number(rows.length) })
              : t('rows-loaded-of', { count: number(rows.length), total: number(props.total) })
            : t('rows-all', { count: number(rows.length) })}
        </span>
        {/* Always in its place: a button that appears would move what stands below. */}
        <Button
          size="compact-sm"
          variant="default"
          style={{ visibility: props.isOld ? 'visible' : 'hidden' }}
          onClick={() => {
            box.current?.scrollTo({ top: 0 });
            props.onReload();
          }}
        >
          {t('rows-old')}
        </Button>
      </div>
    </div>
  );
}

/** The room of rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tbody aria-hidden="true">
      <tr style={{ height }}>
        <td className={classes.gap} />
      </tr>
    </tbody>
  ) : null;
}
