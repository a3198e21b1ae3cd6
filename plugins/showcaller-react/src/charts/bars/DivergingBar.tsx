import { makeStyles } from '@material-ui/core/styles';
import { useChartPalette } from '../useChartPalette';

const useStyles = makeStyles(
  {
    root: { position: 'relative', height: 14 },
    thin: { height: 8 },
    bar: {
      position: 'absolute',
      top: 0,
      bottom: 0,
      minWidth: 1,
      borderRadius: 2,
    },
  },
  { name: 'ShowcallerDivergingBar' },
);

/** @public */
export interface DivergingBarProps {
  value: number;
  /** The value that fills half the width. */
  limit: number;
  thin?: boolean;
}

/** A bar from the centre of its cell: to the right makes it riskier, to the left safer. Decoration beside the number. @public */
export function DivergingBar(props: DivergingBarProps) {
  const { value, limit, thin } = props;
  const classes = useStyles();
  const palette = useChartPalette();
  const half = Math.min(50, (Math.abs(value) / limit) * 50);
  return (
    <div
      aria-hidden
      className={thin ? `${classes.root} ${classes.thin}` : classes.root}
    >
      {value !== 0 && (
        <div
          className={classes.bar}
          style={{
            left: `${value > 0 ? 50 : 50 - half}%`,
            width: `${half}%`,
            backgroundColor: value > 0 ? palette.worse : palette.better,
          }}
        />
      )}
    </div>
  );
}
