import { makeStyles } from '@material-ui/core/styles';
import { bandOf, riskThresholds } from '../../text';
import { InlineBar } from './InlineBar';

const useStyles = makeStyles(
  { root: { display: 'grid', gap: 3 }, before: { opacity: 0.45 } },
  { name: 'ShowcallerBeforeAfterBar' },
);

const MARKS = [riskThresholds.elevated, riskThresholds.high];

/** A risk before and after, one bar above the other in the colours of their bands. Decoration beside the numbers. @public */
export function BeforeAfterBar(props: { before: number; after: number }) {
  const { before, after } = props;
  const classes = useStyles();
  return (
    <div className={classes.root} aria-hidden>
      <div className={classes.before}>
        <InlineBar
          value={before}
          limit={1}
          colour={bandOf(before)}
          marks={MARKS}
        />
      </div>
      <InlineBar value={after} limit={1} colour={bandOf(after)} marks={MARKS} />
    </div>
  );
}
