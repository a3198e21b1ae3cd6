import { makeStyles } from '@material-ui/core/styles';
import type { ChartPalette } from '../chartPalette';
import { useChartPalette } from '../useChartPalette';

const useStyles = makeStyles(
  theme => ({
    root: {
      position: 'relative',
      height: 10,
      minWidth: 80,
      borderRadius: 2,
      backgroundColor: theme.palette.action.hover,
    },
    bar: {
      position: 'absolute',
      left: 0,
      top: 0,
      bottom: 0,
      minWidth: 1,
      borderRadius: 2,
    },
    mark: {
      position: 'absolute',
      top: -3,
      bottom: -3,
      borderLeft: `1px dashed ${theme.palette.text.secondary}`,
    },
  }),
  { name: 'ShowcallerInlineBar' },
);

/** @public */
export interface InlineBarProps {
  /** 0 or less has no length. */
  value: number;
  /** The value that fills the width. */
  limit: number;
  /** Default `series`. */
  colour?: keyof ChartPalette;
  /** Values at which a limit is marked. */
  marks?: readonly number[];
}

/** A bar in a table cell. Decoration beside the number. @public */
export function InlineBar(props: InlineBarProps) {
  const { value, limit, colour = 'series', marks = [] } = props;
  const classes = useStyles();
  const palette = useChartPalette();
  const share = (amount: number) =>
    `${Math.min(100, Math.max(0, (amount / limit) * 100))}%`;
  return (
    <div aria-hidden className={classes.root}>
      {value > 0 && (
        <div
          className={classes.bar}
          style={{ width: share(value), backgroundColor: palette[colour] }}
        />
      )}
      {marks
        .filter(mark => mark < limit)
        .map(mark => (
          <div
            key={mark}
            className={classes.mark}
            style={{ left: share(mark) }}
          />
        ))}
    </div>
  );
}
