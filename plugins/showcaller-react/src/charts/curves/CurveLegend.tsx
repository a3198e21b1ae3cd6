import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useChartPalette } from '../useChartPalette';

/** Patterns by the index of a curve, so that the colour is not all that tells them apart. */
export const curveDashes = [undefined, '6 3', '8 3 2 3'];

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 2),
      color: theme.palette.text.secondary,
    },
    entry: { display: 'inline-flex', alignItems: 'center', gap: 6 },
  }),
  { name: 'ShowcallerCurveLegend' },
);

/** Colours by the index of a curve. */
export function useCurveColours(): string[] {
  const { series, second, third } = useChartPalette();
  return [series, second, third];
}

/** Which line is what; decoration, the table twin says it too. */
export function CurveLegend(props: {
  curves: Array<{ name: string; note?: string }>;
  guess?: string;
}) {
  const { curves, guess } = props;
  const classes = useStyles();
  const palette = useChartPalette();
  const colours = useCurveColours();
  return (
    <Typography
      variant="caption"
      component="div"
      className={classes.root}
      aria-hidden
    >
      {curves.map(({ name, note }, index) => (
        <span key={name} className={classes.entry}>
          <Sample stroke={colours[index]} dashes={curveDashes[index]} />
          {note === undefined ? name : `${name} ${note}`}
        </span>
      ))}
      {guess !== undefined && (
        <span className={classes.entry}>
          <Sample stroke={palette.textSubtle} dashes="1 4" />
          {guess}
        </span>
      )}
    </Typography>
  );
}

function Sample(props: { stroke: string; dashes: string | undefined }) {
  return (
    <svg width={22} height={8}>
      <line
        x1={1}
        x2={21}
        y1={4}
        y2={4}
        stroke={props.stroke}
        strokeWidth={2}
        strokeDasharray={props.dashes}
        strokeLinecap={props.dashes === '1 4' ? 'round' : 'butt'}
      />
    </svg>
  );
}
