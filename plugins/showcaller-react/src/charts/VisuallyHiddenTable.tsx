import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  {
    root: {
      position: 'absolute',
      width: 1,
      height: 1,
      margin: -1,
      padding: 0,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
      whiteSpace: 'nowrap',
      border: 0,
    },
  },
  { name: 'ShowcallerVisuallyHiddenTable' },
);

/** @public */
export interface VisuallyHiddenTableProps {
  caption: string;
  columns: string[];
  /** One cell per column. */
  rows: ReactNode[][];
}

/** The numbers of a chart for those who do not see it. @public */
export function VisuallyHiddenTable(props: VisuallyHiddenTableProps) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <table>
        <caption>{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map(column => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, at) => (
                <td key={props.columns[at]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
